//! A webhook that records what is pushed and answers as it is told.

use std::sync::{Arc, Mutex};

use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use tokio::sync::Notify;

/// One push, as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Push {
    pub(crate) body: Vec<u8>,
    pub(crate) headers: Vec<(String, String)>,
}

impl Push {
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}

/// Status and body of an answer; status 0 means never.
type Answer = (u16, String);

#[derive(Default)]
struct Inside {
    answers: Mutex<Vec<Answer>>,
    pushes: Mutex<Vec<Push>>,
    arrived: Notify,
}

pub(crate) struct Receiver {
    inside: Arc<Inside>,
    pub(crate) url: String,
}

impl Receiver {
    /// Answers with these statuses in turn, then 200.
    pub(crate) fn answering(statuses: &[u16]) -> Self {
        Self::saying(statuses.iter().map(|status| (*status, "{}".to_owned())))
    }

    /// Answers this in turn, then 200 and `{}`.
    pub(crate) fn saying(answers: impl DoubleEndedIterator<Item = Answer>) -> Self {
        let answers = Mutex::new(answers.rev().collect());
        let inside = Arc::new(Inside { answers, ..Inside::default() });
        let data = web::Data::from(Arc::clone(&inside));
        let server = HttpServer::new(move || {
            App::new().app_data(data.clone()).default_service(web::to(receive))
        });
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", 0)).unwrap();
        let url = format!("http://{}/webhook/feishu", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { inside, url }
    }

    pub(crate) fn pushes(&self) -> Vec<Push> {
        self.inside.pushes.lock().unwrap().clone()
    }

    /// Ends at the next arrival.
    pub(crate) async fn arrival(&self) {
        self.inside.arrived.notified().await;
    }
}

async fn receive(http: HttpRequest, body: web::Bytes, inside: web::Data<Inside>) -> HttpResponse {
    let text = |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = http.headers().iter().map(|(name, value)| (name.to_string(), text(value)));
    let push = Push { body: body.to_vec(), headers: headers.collect() };
    inside.pushes.lock().unwrap().push(push);
    inside.arrived.notify_one();
    let next = inside.answers.lock().unwrap().pop();
    let (status, body) = next.unwrap_or((200, "{}".to_owned()));
    if status == 0 {
        std::future::pending::<()>().await;
    }
    HttpResponse::build(StatusCode::from_u16(status).unwrap()).body(body)
}
