//! The pages as people get them.

mod drawing;
mod full;
mod html;
mod injection;
mod overrides;
mod reading;
mod weight;

use super::rehearsal::{answers, facts};
use super::*;
use crate::app::ports::{Pages, Privacy};
use crate::render::Renderer;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

const LANGUAGES: [Language; 2] = [Language::ZhCn, Language::EnUs];

fn options() -> RenderOptions {
    RenderOptions {
        language: Language::ZhCn,
        timezone: TimeZone::get("Asia/Shanghai").unwrap(),
        rules: crate::quality::rules::Rules::default(),
    }
}

/// The renderer of an operator who overrides nothing.
fn renderer() -> &'static Renderer {
    static RENDERER: LazyLock<Renderer> =
        LazyLock::new(|| Renderer::load(None, options()).unwrap());
    &RENDERER
}

fn report(answer: &Answer, privacy: Privacy, language: Language) -> Page {
    renderer().report(answer, &facts(privacy), language)
}

fn sample(name: &str) -> Answer {
    answers().into_iter().find(|(known, _)| *known == name).unwrap().1
}
