//! Whatever bytes come, with whatever headers: an answer, and never 200.

use actix_web::test::TestRequest;
use proptest::prelude::*;

use super::support::*;

fn header() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[ -~]{0,70}")
}

/// Bodies from noise to nearly right ones.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let command = message("om_1", "/quality 123456789").to_string();
    prop_oneof![
        any::<Vec<u8>>(),
        any::<String>().prop_map(String::into_bytes),
        any::<Vec<u8>>().prop_map(|plain| sealed(plain).into_bytes()),
        "[A-Za-z0-9+/=]{0,200}".prop_map(|text| format!(r#"{{"encrypt":"{text}"}}"#).into_bytes()),
        Just(command.clone().into_bytes()),
        Just(sealed(command).into_bytes()),
    ]
}

fn status(bot: &Bot, request: TestRequest) -> u16 {
    actix_web::rt::System::new().block_on(bot.call(request)).0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn without_a_signature_nothing_gets_in(
        body in body(),
        timestamp in header(),
        nonce in header(),
        signature in header(),
    ) {
        let bot = Bot::new();
        let headers = [
            ("X-Lark-Request-Timestamp", timestamp),
            ("X-Lark-Request-Nonce", nonce),
            ("X-Lark-Signature", signature),
        ];
        let request = headers.into_iter().fold(unsigned(body), |request, (name, value)| {
            match value {
                Some(value) => request.insert_header((name, value)),
                None => request,
            }
        });
        prop_assert_eq!(status(&bot, request), 401);
        prop_assert_eq!(bot.jobs.accepted(), []);
    }

    #[test]
    fn signed_noise_is_400(noise: Vec<u8>, text: String) {
        let bot = Bot::new();
        for body in [noise.clone(), text.into_bytes(), sealed(&noise).into_bytes()] {
            prop_assert_eq!(status(&bot, signed(body)), 400);
        }
        prop_assert_eq!(bot.jobs.accepted(), []);
    }
}
