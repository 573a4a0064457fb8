//! A real connection: a body that is too long or too slow is refused while it is still coming.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::Ordering;
use std::time::Duration;

use actix_web::{App, HttpServer, rt};

use super::support::*;
use crate::ingress::configure;
use crate::ingress::webhook::BODY_LIMIT;

/// The start of the answer to a request whose body never ends.
async fn status_line(bot: &Bot, head: &'static str, body: Vec<u8>) -> String {
    let ingress = bot.ingress.clone();
    let server = HttpServer::new(move || App::new().configure(configure(ingress.clone())))
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a free port");
    let address = *server.addrs().first().expect("an address");
    let server = server.run();
    let handle = server.handle();
    rt::spawn(server);
    let line = rt::task::spawn_blocking(move || talk(address, head, &body)).await;
    handle.stop(false).await;
    line.expect("no panic")
}

fn talk(address: SocketAddr, head: &str, body: &[u8]) -> String {
    let mut client = TcpStream::connect(address).expect("a listener");
    client.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    client.write_all(head.as_bytes()).expect("an open connection");
    client.write_all(body).expect("an open connection");
    let mut answer = [0; 12];
    client.read_exact(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[actix_web::test]
async fn by_its_declared_length_before_any_of_it_came() {
    let bot = Bot::new();
    let head = "POST /webhook/feishu HTTP/1.1\r\nHost: bot\r\nContent-Length: 10000000000\r\n\r\n";
    assert_eq!(status_line(&bot, head, vec![]).await, "HTTP/1.1 413");
    assert_eq!(bot.counted("too_large", ""), 1);
}

#[actix_web::test]
async fn without_a_declared_length_as_soon_as_it_is_too_long() {
    let bot = Bot::new();
    let head = "POST /webhook/feishu HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = [b"8000\r\n".as_slice(), &[b' '; 0x8000], b"\r\n"].concat();
    // One chunk over the limit; the last chunk never comes.
    let body = chunk.repeat(BODY_LIMIT / 0x8000 + 1);
    assert_eq!(status_line(&bot, head, body).await, "HTTP/1.1 413");
    assert_eq!(bot.counted("too_large", ""), 1);
}

#[actix_web::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let bot = Bot::new();
    bot.clock.impatient.store(true, Ordering::Relaxed);
    let head = "POST /webhook/feishu HTTP/1.1\r\nHost: bot\r\nContent-Length: 10\r\n\r\n";
    assert_eq!(status_line(&bot, head, b"{".to_vec()).await, "HTTP/1.1 408");
    assert_eq!(bot.counted("cut_off", ""), 1);
}
