//! Feishu asks whether the address is ours: answered to whoever knows our token, with or without
//! a signature.

use serde_json::{Value, json};

use super::support::*;

fn challenge(text: &str, token: &str) -> String {
    json!({ "challenge": text, "token": token, "type": "url_verification" }).to_string()
}

#[actix_web::test]
async fn is_echoed_in_every_form() {
    let bot = Bot::new();
    let plain = challenge("ajls384kdjxxxx", TOKEN);
    let bad = ("X-Lark-Signature", "00");
    let cases = [
        ("plain", unsigned(plain.clone())),
        ("sealed", unsigned(sealed(&plain))),
        ("sealed with the old key", unsigned(sealed_with(&plain, OLD_KEY))),
        ("with the old token", unsigned(challenge("ajls384kdjxxxx", OLD_TOKEN))),
        ("signed", signed(plain.clone())),
        ("signed and sealed", signed(sealed(&plain))),
        ("signed badly", signed(sealed(&plain)).insert_header(bad)),
        ("signed long ago", signed_with(sealed(&plain), KEY, "1")),
        ("half signed", unsigned(plain).insert_header(bad)),
    ];
    let all = cases.len() as u64;
    for (name, request) in cases {
        let answer = bot.call(request).await;
        assert_eq!(answer, (200, r#"{"challenge":"ajls384kdjxxxx"}"#.to_owned()), "{name}");
    }
    assert_eq!(bot.counted("challenge", ""), all);
    assert_eq!(bot.jobs.accepted(), []);
}

#[actix_web::test]
async fn comes_back_letter_by_letter() {
    let bot = Bot::new();
    for text in [r#"quote" slash\ 中"#, "\n\t\u{0}\u{7f}", "</script>", "👩‍👩‍👧 é", " "]
    {
        for body in [challenge(text, TOKEN), sealed(challenge(text, TOKEN))] {
            let (status, body) = bot.call(unsigned(body)).await;
            let echo: Value = serde_json::from_str(&body).expect("JSON");
            assert_eq!((status, echo), (200, json!({ "challenge": text })));
        }
    }
}

#[actix_web::test]
async fn unsigned_without_our_token_is_401() {
    let bot = Bot::new();
    let cases = [
        challenge("c", "wrong"),
        challenge("c", ""),
        sealed(challenge("c", "wrong")),
        sealed_with(challenge("c", TOKEN), "a stranger's key"),
        json!({ "challenge": "c", "type": "url_verification" }).to_string(),
        json!({ "token": TOKEN, "type": "url_verification" }).to_string(),
        json!({ "challenge": "c", "token": TOKEN, "type": "url_verification1" }).to_string(),
        sealed(sealed(challenge("c", TOKEN))),
    ];
    for body in cases {
        assert_eq!(bot.call(unsigned(body.clone())).await, (401, String::new()), "{body}");
    }
}

#[actix_web::test]
async fn an_event_does_not_pass_for_one() {
    let bot = Bot::new();
    let mut both = message("om_1", "/quality 123456789");
    both["challenge"] = json!("c");
    both["token"] = json!(TOKEN);
    both["type"] = json!("url_verification");
    assert_eq!(bot.call(unsigned(both.to_string())).await, (401, String::new()));
    assert_eq!(bot.call(signed(both.to_string())).await, (200, "{}".to_owned()));
    assert_eq!(bot.jobs.accepted().len(), 1);
}
