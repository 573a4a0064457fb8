//! What a log may hold: enough to find a mistake in the set-up, nothing of what people say.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::support::*;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl io::Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[actix_web::test]
async fn refusals_name_length_hash_and_log_id_but_no_content() {
    let captured = Captured::default();
    let writer = captured.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let bot = Bot::new();
    let command = message("om_1", "/quality 秘密 secret");
    let no_sender = with(command.clone(), "/event/sender", json!("secret"));
    let signed_badly = signed_with(command.to_string(), "secret", &START.to_string())
        .insert_header(("X-Request-Id", format!("log-id-1{}", "x".repeat(1000))));
    let foreign = with(command.clone(), "/header/token", Value::from("secret"));
    for (request, status) in [
        (signed_badly, 401),
        (signed(foreign.to_string()), 403),
        (signed(no_sender.to_string()), 200),
        (signed(command.to_string()), 200),
    ] {
        assert_eq!(bot.call(request).await.0, status);
    }

    let log = String::from_utf8(captured.0.lock().expect("no panic").clone()).expect("UTF-8");
    assert!(log.contains(&format!("body_bytes={}", command.to_string().len())), "{log}");
    assert!(log.contains("bad_signature") && log.contains("log-id-1x"), "{log}");
    for leak in ["secret", "秘密", KEY, TOKEN, &"x".repeat(100)] {
        assert!(!log.contains(leak), "{leak} in {log}");
    }
}
