//! Reports over HTTP: which page, in which language, and what browsers are told about it.

use actix_web::test::{TestRequest, read_body};

use super::desk::GOOD_TOKEN;
use super::support::*;

fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(path)
}

fn good(behind: &str) -> String {
    format!("/r/{GOOD_TOKEN}{behind}")
}

#[actix_web::test]
async fn a_page_is_in_the_readers_language() {
    let bot = Bot::new();
    for (chosen, accepted, expected) in [
        ("", "en-GB,en;q=0.9", "report in en_us"),
        ("", "zh-CN", "report in zh_cn"),
        ("?lang=zh_cn", "en", "report in zh_cn"),
        ("?lang=en_us", "zh", "report in en_us"),
        ("?lang=klingon", "en", "report in en_us"),
        ("", "fr", "report in zh_cn"),
    ] {
        let request = get(&good(chosen)).insert_header(("Accept-Language", accepted));
        assert_eq!(bot.call(request).await, (200, expected.to_owned()), "{chosen} {accepted}");
    }
}

#[actix_web::test]
async fn a_page_is_kept_by_nobody_found_by_nobody_and_told_to_nobody() {
    let bot = Bot::new();
    for path in [good(""), good("/minutes.csv"), good("/report.xlsx"), "/r/bad".to_owned()] {
        let response = bot.respond(get(&path)).await;
        let header = |name: &str| response.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-robots-tag"), "noindex, nofollow");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("default-src 'none'"));
    }
}

#[actix_web::test]
async fn files_are_downloads() {
    let bot = Bot::new();
    for (path, name, content_type) in [
        ("/minutes.csv", "minutes.csv", "text/csv; charset=utf-8"),
        (
            "/report.xlsx",
            "report.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ] {
        let response = bot.respond(get(&good(path))).await;
        let header = |name: &str| response.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(header("content-disposition"), format!("attachment; filename=\"{name}\""));
        assert_eq!(header("content-type"), content_type);
        assert_eq!(read_body(response).await, "bytes");
    }
}

#[actix_web::test]
async fn whatever_opens_nothing_looks_the_same() {
    let bot = Bot::new();
    let long = "A".repeat(5_000);
    for path in ["/r/x", "/r/%00", "/r/x/minutes.csv", "/r/x/report.xlsx", &format!("/r/{long}")] {
        assert_eq!(bot.call(get(path)).await, (404, "nothing".to_owned()), "{path}");
    }
    assert!(bot.ingress.counters.render().contains("reports_total{outcome=\"nothing\"} 5"));
}
