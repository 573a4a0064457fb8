//! `GET /r/{token}`: a report as a page, and as files.
//!
//! Invariants: a token stands in no log line and is sent to nobody else (`Referrer-Policy`); nothing
//! is kept by caches or found by search engines; what cannot be opened looks like what was never there.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY,
    ContentType, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use serde::Deserialize;

use super::Ingress;
use crate::app::ports::{File, FileFormat, Page};
use crate::settings::Language;

/// The language that a reader chose with the page's switch.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    lang: Option<String>,
}

pub(super) fn configure(app: &mut web::ServiceConfig) {
    app.service(web::resource("/r/{token}").get(page))
        .service(web::resource("/r/{token}/minutes.csv").get(csv))
        .service(web::resource("/r/{token}/report.xlsx").get(xlsx));
}

async fn page(
    request: HttpRequest,
    token: web::Path<String>,
    chosen: web::Query<Chosen>,
    ingress: web::Data<Ingress>,
) -> HttpResponse {
    let language = language(&request, &chosen, &ingress);
    show(&ingress, ingress.reports.page(&token, language).await)
}

async fn csv(
    request: HttpRequest,
    token: web::Path<String>,
    chosen: web::Query<Chosen>,
    ingress: web::Data<Ingress>,
) -> HttpResponse {
    download(&request, &token, &chosen, &ingress, FileFormat::Csv).await
}

async fn xlsx(
    request: HttpRequest,
    token: web::Path<String>,
    chosen: web::Query<Chosen>,
    ingress: web::Data<Ingress>,
) -> HttpResponse {
    download(&request, &token, &chosen, &ingress, FileFormat::Xlsx).await
}

async fn download(
    request: &HttpRequest,
    token: &str,
    chosen: &Chosen,
    ingress: &Ingress,
    format: FileFormat,
) -> HttpResponse {
    let language = language(request, chosen, ingress);
    let File { name, format, bytes } = match ingress.reports.file(token, format, language).await {
        Ok(file) => file,
        Err(page) => return show(ingress, page),
    };
    ingress.counters.report("file");
    let content_type = match format {
        FileFormat::Csv => "text/csv; charset=utf-8",
        FileFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    guarded(HttpResponse::Ok())
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .content_type(content_type)
        .body(bytes)
}

fn show(ingress: &Ingress, page: Page) -> HttpResponse {
    let Page { found, html, content_security_policy, language } = page;
    ingress.counters.report(if found { "page" } else { "nothing" });
    let status = if found { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let tag = match language {
        Language::ZhCn => "zh-CN",
        Language::EnUs => "en",
    };
    guarded(HttpResponse::build(status))
        .insert_header((CONTENT_SECURITY_POLICY, content_security_policy))
        .insert_header((CONTENT_LANGUAGE, tag))
        .insert_header((VARY, "Accept-Language"))
        .insert_header(ContentType::html())
        .body(html)
}

fn guarded(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((X_FRAME_OPTIONS, "DENY"))
        .insert_header(("X-Robots-Tag", "noindex, nofollow"))
        .insert_header(("Cross-Origin-Opener-Policy", "same-origin"))
        .insert_header(("Cross-Origin-Resource-Policy", "same-origin"));
    response
}

/// What the reader chose; otherwise what their browser prefers; otherwise ours.
fn language(request: &HttpRequest, chosen: &Chosen, ingress: &Ingress) -> Language {
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let chosen = chosen.lang.as_deref().and_then(spoken);
    chosen.or_else(|| preferred(accepted?)).unwrap_or(ingress.language)
}

fn spoken(tag: &str) -> Option<Language> {
    let primary = tag.trim().split(['-', '_', ';']).next()?.to_ascii_lowercase();
    match primary.as_str() {
        "zh" => Some(Language::ZhCn),
        "en" => Some(Language::EnUs),
        _ => None,
    }
}

/// The language of the highest weight, the first of equals (RFC 9110, 12.5.4).
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for part in header.split(',').take(32) {
        let weight = match part.split_once(";q=") {
            Some((_, weight)) => weight.trim().parse().unwrap_or(0.0),
            None => 1.0,
        };
        let Some(language) = spoken(part) else { continue };
        if weight > 0.0 && best.is_none_or(|(before, _)| weight > before) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_we_speak_wins() {
        let (zh, en) = (Some(Language::ZhCn), Some(Language::EnUs));
        for (header, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", zh),
            ("en-GB,en;q=0.9", en),
            ("fr;q=1.0, zh-TW;q=0.4, en;q=0.5", en),
            ("en;q=0, zh;q=0.1", zh),
            ("ZH", zh),
            ("fr,de", None),
            ("", None),
            ("*", None),
            ("en;q=质", None),
        ] {
            assert_eq!(preferred(header), expected, "{header}");
        }
    }
}
