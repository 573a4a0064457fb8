//! The HTTP face: translates requests into the simulator's own, and answers back. Nothing is decided here.

use std::any::Any;
use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Extensions, Server};
use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};

use super::client;
use super::pusher::Pusher;
use super::query::Query;
use super::shared::Shared;
use super::state::Request;

/// Room for a file that is too large, so that it is refused as Feishu does (dossier 7.3).
const LARGEST_BODY: usize = 32 << 20;

/// Longer than clients keep what is idle: no call is lost because it meets the end of a connection.
/// A cut connection is a fault, for a test to ask for.
const IDLE_CONNECTION: Duration = Duration::from_secs(300);

/// A second handle on a request's connection, to cut it.
struct Wire(Arc<TcpStream>);

/// Serves until the pusher is stopped.
pub(super) fn serve(listener: TcpListener, pusher: &Pusher) -> io::Result<Server> {
    let shared = web::Data::from(Arc::clone(&pusher.shared));
    let client = web::Data::new(pusher.clone());
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .app_data(client.clone())
            .app_data(web::PayloadConfig::new(LARGEST_BODY))
            .configure(client::routes)
            .default_service(web::to(face))
    })
    .workers(1)
    .keep_alive(IDLE_CONNECTION)
    .client_request_timeout(IDLE_CONNECTION)
    .on_connect(keep_wire)
    .shutdown_timeout(1)
    .shutdown_signal(pusher.stop.clone().cancelled_owned())
    .listen(listener)?;
    Ok(server.run())
}

fn keep_wire(connection: &dyn Any, kept: &mut Extensions) {
    let stream = connection.downcast_ref::<actix_web::rt::net::TcpStream>();
    if let Some(Ok(second)) = stream.map(|stream| stream.as_fd().try_clone_to_owned()) {
        kept.insert(Wire(Arc::new(TcpStream::from(second))));
    }
}

async fn face(http: HttpRequest, body: web::Bytes, shared: web::Data<Shared>) -> HttpResponse {
    let header = |name| http.headers().get(name)?.to_str().ok().map(str::to_owned);
    let request = Request {
        method: http.method().to_string(),
        path: http.path().to_owned(),
        query: Query::read(http.query_string()),
        authorization: header("authorization"),
        content_type: header("content-type"),
        body: body.to_vec(),
    };
    let now_ms = shared.clock.now_ms();
    let reaction = shared.change(|state| state.react(&request, now_ms));
    if let Some(gate) = reaction.gate {
        gate.pass().await;
    }
    let Some(answer) = reaction.answer else {
        if let Some(Wire(stream)) = http.conn_data() {
            // It may be gone already, which is what was wanted.
            let _ = stream.shutdown(Shutdown::Both);
        }
        return HttpResponse::Ok().finish();
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = HttpResponse::build(status);
    response.content_type(answer.content_type);
    for (name, value) in answer.headers {
        response.insert_header((name, value));
    }
    response.body(answer.body)
}
