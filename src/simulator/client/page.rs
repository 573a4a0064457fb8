//! The page itself: a fixed table of files that are built into the program.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use super::refused;

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const INDEX: &str = include_str!("page/index.html");
const FILES: [(&str, &str, &str); 8] = [
    ("index.html", HTML, INDEX),
    ("chat.css", STYLE, include_str!("page/chat.css")),
    ("chat.js", SCRIPT, include_str!("page/chat.js")),
    ("card.js", SCRIPT, include_str!("page/card.js")),
    ("fields.js", SCRIPT, include_str!("page/fields.js")),
    ("markdown.js", SCRIPT, include_str!("page/markdown.js")),
    ("chart.js", SCRIPT, include_str!("page/chart.js")),
    ("icons.js", SCRIPT, include_str!("page/icons.js")),
];

pub(super) async fn index() -> HttpResponse {
    HttpResponse::Ok().content_type(HTML).body(INDEX)
}

pub(super) async fn file(name: web::Path<String>) -> HttpResponse {
    match FILES.iter().find(|(known, ..)| *known == name.as_str()) {
        Some((_, kind, text)) => HttpResponse::Ok().content_type(*kind).body(*text),
        None => refused(StatusCode::NOT_FOUND, "there is no such file"),
    }
}
