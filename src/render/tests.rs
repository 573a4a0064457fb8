//! The cards as people get them.

mod cards;
mod chart;
mod data;
mod diagnosed;
mod diagnosis;
mod files;
pub(super) mod injection;
mod ladder;
mod language;
mod overrides;
mod pair;
mod sentence;
mod shape;
mod talk;
mod toast;
mod trend;
mod whole;
mod workbook;

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use serde_json::Value as Json;

use super::*;
use crate::app::ports::{MessageId, Privacy, ReportLink};

/// Everything that a card can offer.
fn offer() -> Offer {
    Offer {
        asked: AskedId::of(&MessageId("om_1".to_owned())),
        report: ReportLink::At("https://bot.example.com/r/token".to_owned()),
        file: true,
        privacy: Privacy::Chat,
    }
}

pub(super) fn options() -> RenderOptions {
    RenderOptions {
        language: Language::ZhCn,
        timezone: TimeZone::get("Asia/Shanghai").unwrap(),
        rules: Rules::default(),
    }
}

/// The renderer of an operator who overrides nothing.
fn renderer() -> &'static Renderer {
    static RENDERER: LazyLock<Renderer> =
        LazyLock::new(|| Renderer::load(None, options()).unwrap());
    &RENDERER
}

fn card(content: &Content) -> Json {
    match content {
        Content::Card(card) => serde_json::from_str(card).unwrap(),
        other => panic!("no card: {other:?}"),
    }
}

fn text(content: &Content) -> &str {
    match content {
        Content::Text(text) => text,
        other => panic!("no text: {other:?}"),
    }
}

/// The rows of each chart.
fn chart_rows(card: &Json) -> Vec<&Vec<Json>> {
    let elements = card["body"]["elements"].as_array().unwrap().iter();
    let charts = elements.filter(|element| element["tag"] == "chart");
    charts.map(|chart| chart["chart_spec"]["data"][0]["values"].as_array().unwrap()).collect()
}

/// What a text says to a reader of a language.
fn said_in<'a>(text: &'a Json, language: &str) -> Option<&'a str> {
    match text.get("i18n_content") {
        Some(both) => both[language].as_str(),
        None => text["content"].as_str(),
    }
}

/// A card of one line.
fn one_line(content: &str) -> String {
    let content = format!(
        r#"{{"schema": "2.0", "body": {{"elements": [
        {{"tag": "markdown", "content": {content}}}]}}}}"#
    );
    content.replace("\n        ", "")
}

/// What that line says.
fn line(card: &Json) -> &Json {
    &card["body"]["elements"][0]["content"]
}

/// Every object of a card that has a tag, however deep.
fn tagged<'a>(json: &'a Json, found: &mut Vec<&'a Json>) {
    match json {
        Json::Array(items) => items.iter().for_each(|item| tagged(item, found)),
        Json::Object(fields) => {
            if fields.contains_key("tag") {
                found.push(json);
            }
            let inside = fields.iter().filter(|(key, _)| *key != "chart_spec");
            inside.for_each(|(_, value)| tagged(value, found));
        }
        _ => {}
    }
}

/// What everything that can be pressed or chosen carries, in the order it stands.
fn carried(card: &Json) -> Vec<&Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    let behaviors = found.iter().filter_map(|object| object.get("behaviors"));
    let behaviors = behaviors.filter_map(Json::as_array).flatten();
    behaviors.filter_map(|behavior| behavior.get("value")).collect()
}
