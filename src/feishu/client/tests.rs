use std::io::Write;
use std::sync::Mutex;

use futures_util::future::join_all;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::*;
use crate::app::error::Refusal;
use crate::feishu::testbed::{SECRET, Says, Server, WoundClock, token};

fn list() -> Call {
    Call::to(Api::MeetingList).asking(vec![("meeting_no", "123456789".to_owned())])
}

fn nothing() -> Says {
    Says::data(&json!({}))
}

async fn send(client: &FeishuClient) -> Result<(), PlatformError> {
    client.send::<IgnoredAny>(&list()).await.map(drop)
}

/// How often the server is asked, and what for, when it always answers this.
async fn tries(says: Says) -> (usize, Refusal, Vec<Duration>) {
    let server = Server::start(move |_, _| says.clone());
    let (client, clock) = server.client();
    let error = send(&client).await.unwrap_err();
    (server.asked().len(), error.refusal, clock.slept())
}

#[actix_web::test]
async fn twenty_first_calls_make_one_token_request() {
    let server = Server::with_tokens(|asked, before| match asked.api.contains("/auth/") {
        true => token(before + 1, 7200).after(Duration::from_millis(50)),
        false => nothing(),
    });
    let (client, _) = server.client();
    let sent = join_all((0..20).map(|_| send(&client))).await;
    assert!(sent.iter().all(Result::is_ok));
    assert_eq!((server.tokens_given(), server.asked().len()), (1, 20));
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.headers.get("authorization").unwrap(), "Bearer t-1");
    let agent = asked.headers.get("user-agent").unwrap().to_str().unwrap();
    assert!(agent.starts_with("quality-bot/"), "{agent}");
}

#[actix_web::test]
async fn a_refused_token_is_renewed_once() {
    for (status, code) in
        [(200, 99_991_663), (400, 99_991_664), (401, 99_991_665), (200, 99_991_671)]
    {
        let server = Server::start(move |_, before| match before {
            0 => Says::code(status, code),
            _ => nothing(),
        });
        let (client, clock) = server.client();
        send(&client).await.unwrap();
        assert_eq!((server.tokens_given(), server.asked().len()), (2, 2), "{code}");
        assert_eq!(server.asked()[1].headers.get("authorization").unwrap(), "Bearer t-2");
        assert!(clock.slept().is_empty(), "{code}");

        let (asked, refusal, _) = tries(Says::code(status, code)).await;
        assert_eq!((asked, refusal), (2, Refusal::Misconfigured), "{code}");
    }
}

#[actix_web::test]
async fn many_calls_with_one_stale_token_renew_it_once() {
    let server = Server::start(|asked, _| {
        let stale = asked.headers.get("authorization").unwrap() == "Bearer t-1";
        if stale { Says::code(200, 99_991_663) } else { nothing() }
    });
    let (client, _) = server.client();
    client.authenticate().await.unwrap();
    let sent = join_all((0..20).map(|_| send(&client))).await;
    assert!(sent.iter().all(Result::is_ok));
    assert_eq!(server.tokens_given(), 2);
}

#[actix_web::test]
async fn wrong_credentials_are_said_and_not_tried_again() {
    let server = Server::with_tokens(|_, _| Says::code(200, 10015));
    let (client, _) = server.client();
    let error = client.authenticate().await.unwrap_err();
    assert_eq!((error.refusal, error.code), (Refusal::Misconfigured, Some(10015)));
    assert_eq!(error.api, "POST /open-apis/auth/v3/tenant_access_token/internal");
    assert_eq!(server.tokens_given(), 1);
    assert!(send(&client).await.is_err());
    assert_eq!(server.tokens_given(), 2, "the error is not kept");
}

#[actix_web::test]
async fn the_servers_reset_is_waited_out_and_by_everybody() {
    for fixture in ["error_rate_limited_429.json", "error_rate_limited_400_legacy.json"] {
        let server = Server::start(move |_, before| match before {
            0 => Says::fixture(fixture),
            _ => nothing(),
        });
        let (client, clock) = server.client();
        send(&client).await.unwrap();
        let slept = clock.slept();
        assert_eq!(slept.len(), 1, "{slept:?}");
        assert!((52.0..=53.0).contains(&slept[0].as_secs_f64()), "{slept:?}");
        assert_eq!(server.asked().len(), 2);
    }
}

#[actix_web::test]
async fn a_limit_without_end_is_given_up() {
    let limited = || Says::code(429, 99_991_400);
    let (asked, refusal, slept) = tries(limited().with("x-ogw-ratelimit-reset", "52")).await;
    assert_eq!((asked, refusal), (3, Refusal::Unavailable));
    assert_eq!(slept.len(), 2, "{slept:?}");
    let (asked, _, slept) = tries(limited()).await;
    assert_eq!(asked, 4);
    assert_eq!(slept.iter().map(Duration::as_secs).collect::<Vec<_>>(), [1, 2, 4]);
    let (asked, _, _) = tries(limited().with("x-ogw-ratelimit-reset", "4000000000000")).await;
    assert_eq!(asked, 1);
}

#[actix_web::test]
async fn a_used_up_quota_is_never_tried_again() {
    let quota = Says::code(429, 99_991_403).with("x-ogw-ratelimit-reset", "1");
    assert_eq!(tries(quota).await, (1, Refusal::QuotaUsedUp, vec![]));
}

#[actix_web::test]
async fn trouble_and_garbage_are_tried_four_times() {
    let table = [
        Says::raw(200, "<html>hello</html>"),
        Says::raw(502, ""),
        Says::raw(200, vec![0xff; 64]),
        Says::code(500, 121_001),
        Says::code(200, 2200),
        Says::code(503, 1),
    ];
    for says in table {
        let (asked, refusal, slept) = tries(says.clone()).await;
        assert_eq!((asked, refusal), (4, Refusal::Unavailable), "{says:?}");
        let ceilings = [0.5, 1.5, 4.0];
        assert_eq!(slept.len(), ceilings.len());
        assert!(slept.iter().zip(ceilings).all(|(wait, most)| wait.as_secs_f64() <= most));
    }
}

#[actix_web::test]
async fn trouble_that_passes_is_not_noticed() {
    let server = Server::start(|_, before| match before {
        0 => Says::raw(502, "<html>"),
        1 => Says::raw(200, "{"),
        _ => nothing(),
    });
    let (client, _) = server.client();
    assert!(send(&client).await.is_ok());
    assert_eq!(server.asked().len(), 3);
}

#[actix_web::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Server::start(|_, _| nothing());
    let location = format!("{}open-apis/x", elsewhere.settings().base_url.url());
    let (asked, refusal, _) = tries(Says::raw(302, "").with("location", &location)).await;
    assert_eq!((asked, refusal), (1, Refusal::Misconfigured));
    assert_eq!(elsewhere.asked().len(), 0);
}

#[actix_web::test]
async fn a_slow_answer_and_no_answer_end_in_time() {
    let server = Server::start(|_, _| nothing().after(Duration::from_secs(30)));
    let timeout = Duration::from_millis(80);
    let settings = FeishuSettings { timeout, ..server.settings() };
    let clock = WoundClock::new();
    let client = FeishuClient::new(&settings, clock.clone(), Counters::new()).unwrap();
    let error = send(&client).await.unwrap_err();
    assert_eq!((&error.refusal, error.code), (&Refusal::Unavailable, None));
    assert!(error.detail.starts_with("no answer in time"), "{error}");
    assert_eq!(server.asked().len(), 4);

    let settings = FeishuSettings { base_url: "http://127.0.0.1:1".parse().unwrap(), ..settings };
    let client = FeishuClient::new(&settings, clock.clone(), Counters::new()).unwrap();
    let error = send(&client).await.unwrap_err();
    assert_eq!(error.refusal, Refusal::Unavailable);
    assert!(!error.detail.contains("127.0.0.1/"), "{error}");
}

#[actix_web::test]
async fn an_endless_answer_is_cut_off() {
    let (asked, refusal, _) = tries(Says::raw(200, vec![b' '; (8 << 20) + 1])).await;
    assert_eq!((asked, refusal), (1, Refusal::Unavailable));
}

#[actix_web::test]
async fn calls_share_a_connection() {
    let server = Server::start(|_, _| nothing());
    let (client, _) = server.client();
    for _ in 0..5 {
        send(&client).await.unwrap();
    }
    assert_eq!((server.asked().len(), server.connections()), (5, 1));
}

#[actix_web::test]
async fn the_hundred_and_first_call_of_a_minute_waits() {
    let server = Server::start(|_, _| nothing());
    let (client, clock) = server.client();
    for _ in 0..100 {
        send(&client).await.unwrap();
    }
    assert!(clock.slept().is_empty());
    send(&client).await.unwrap();
    assert_eq!(clock.slept(), [Duration::from_millis(60_100)]);
}

#[actix_web::test]
async fn every_attempt_is_counted_by_its_code() {
    let server = Server::start(|_, before| match before {
        0 => Says::raw(502, ""),
        1 => Says::code(500, 121_001),
        _ => nothing(),
    });
    let counters = Counters::new();
    let client =
        FeishuClient::new(&server.settings(), WoundClock::new(), counters.clone()).unwrap();
    send(&client).await.unwrap();
    let text = counters.render();
    for code in ["transport", "121001", "0"] {
        let line = format!(r#"{{api="GET /open-apis/vc/v1/meeting_list",code="{code}"}} 1"#);
        assert!(text.contains(&line), "{text}");
    }
}

/// Everything that is logged, at the finest level.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn neither_secret_nor_token_is_ever_written() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // While there is only one, tracing asks the default of whichever thread logs first, and that of
    // another test's thread would switch the line off for this one too.
    let _another = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::new());
    let guard = tracing::subscriber::set_default(subscriber);

    let hidden = "t-token-that-nobody-may-see";
    let server = Server::with_tokens(move |asked, before| {
        let grant = json!({"code": 0, "tenant_access_token": hidden, "expire": 7200});
        match (asked.api.contains("/auth/"), before) {
            (true, 0) => Says::code(500, 2200),
            (true, _) => Says::json(&grant),
            (false, 0) => Says::code(200, 99_991_663),
            (false, _) => Says::raw(404, ""),
        }
    });
    let (client, _) = server.client();
    let error = send(&client).await.unwrap_err();
    drop(guard);

    let logged = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("99991663"), "the capture works: {logged}");
    assert_eq!(server.tokens_given(), 3, "failed, given, and given again");
    for text in [logged, format!("{error} {error:?}"), format!("{client:?}")] {
        assert!(!text.contains(hidden) && !text.contains(SECRET), "{text}");
    }
}

#[actix_web::test]
async fn the_secret_goes_to_the_token_call_alone() {
    let server = Server::with_tokens(|asked, _| {
        if asked.body == Value::Null {
            return nothing();
        }
        assert_eq!(asked.body, json!({"app_id": "cli_1", "app_secret": SECRET}));
        Says::fixture("auth_tenant_access_token_internal_response.json")
    });
    let (client, _) = server.client();
    send(&client).await.unwrap();
    let asked = server.asked();
    let token = "Bearer t-caecc734c2e3328a62489fe0648c4b98779515d3";
    assert_eq!(asked[0].headers.get("authorization").unwrap(), token);
    assert_eq!(asked[0].query("meeting_no"), "123456789");
}
