//! What operators see.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;

use super::support::*;
use crate::ingress::Check;

#[actix_web::test]
async fn healthz_is_200() {
    let answer = Bot::new().call(TestRequest::get().uri("/healthz")).await;
    assert_eq!(answer, (200, String::new()));
}

#[actix_web::test]
async fn readyz_is_200_when_every_check_is_good() {
    let bot = Bot::new();
    let cases = [
        ([true, true], 200, r#"{"ready":true,"checks":{"store":true,"token":true}}"#),
        ([true, false], 503, r#"{"ready":false,"checks":{"store":true,"token":false}}"#),
    ];
    for ([store, token], status, body) in cases {
        let checks = vec![Check { name: "store", ok: store }, Check { name: "token", ok: token }];
        *bot.readiness.0.lock().expect("no panic") = checks;
        let answer = bot.call(TestRequest::get().uri("/readyz")).await;
        assert_eq!(answer, (status, body.to_owned()));
    }
}

#[actix_web::test]
async fn metrics_are_openmetrics() {
    let bot = Bot::new();
    assert_eq!(bot.call(unsigned("{}")).await.0, 401);
    let response = bot.respond(TestRequest::get().uri("/metrics")).await;
    let content_type = response.headers().get(CONTENT_TYPE).expect("a content type");
    let expected = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(content_type, expected);
    let (_, text) = bot.call(TestRequest::get().uri("/metrics")).await;
    let line = r#"quality_bot_events_total{outcome="unsigned",event_type=""} 1"#;
    assert!(text.contains(line), "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
}
