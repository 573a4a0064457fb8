//! What is told beside the answer about one person: one file a kind of card, with its view.
//!
//! Invariant: a card that is too heavy is made again with less, as often as its kind knows less to
//! show.

use minijinja::{Value, context};

use super::RenderOptions;
use super::text::{Text, TextError, Texts};
use crate::app::ports::Told;

mod details;
mod doctor;
mod explained;
mod forgotten;
mod form;
mod listed;
mod pair;
mod picker;
mod progress;
mod recent;
mod refused;
mod share_asked;
mod to_you_alone;
mod trend;
mod watching;
pub(super) mod whole;

/// What the views are made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct With<'a> {
    pub(super) texts: &'a Texts,
    pub(super) options: &'a RenderOptions,
}

/// The file of its template.
pub(super) const fn template(told: &Told<'_>) -> &'static str {
    match told {
        Told::Whole(..) => "whole.json.j2",
        Told::Progress(_) => "progress.json.j2",
        Told::Cancelled(_) => "cancelled.json.j2",
        Told::Pair(..) => "pair.json.j2",
        Told::Picker(_) => "picker.json.j2",
        Told::Form(_) => "form.json.j2",
        Told::Recent(_) => "recent.json.j2",
        Told::Trend(_) => "trend.json.j2",
        Told::Watching(_) => "watching.json.j2",
        Told::Watches(..) => "watches.json.j2",
        Told::Explained(_) => "explained.json.j2",
        Told::Forgotten(_) => "forgotten.json.j2",
        Told::Doctor(_) => "doctor.json.j2",
        Told::Refused(_) => "refused.json.j2",
        Told::ShareAsked(_) => "share_asked.json.j2",
        Told::Details(_) => "private.json.j2",
        Told::ToYouAlone(_) => "to_you_alone.json.j2",
        Told::FileSent => "file_sent.json.j2",
    }
}

/// How many times the card can be made with less.
pub(super) fn steps(told: &Told<'_>) -> usize {
    match told {
        Told::Whole(..) => whole::STEPS,
        Told::Pair(..) => pair::STEPS,
        Told::Trend(_) => trend::STEPS,
        Told::Details(_) => details::STEPS,
        _ => 0,
    }
}

/// The variables of its template; `step` 0 shows everything.
pub(super) fn variables(told: &Told<'_>, step: usize, with: With<'_>) -> Result<Value, TextError> {
    match told {
        Told::Whole(whole, offer) => whole::variables(whole, offer, step, with),
        Told::Progress(done) | Told::Cancelled(done) => progress::variables(done, with),
        Told::Pair(pair, offer) => pair::variables(pair, offer, step, with),
        Told::Picker(picker) => picker::variables(picker, with),
        Told::Form(form) => form::variables(form, with),
        Told::Recent(recent) => recent::variables(recent, with),
        Told::Trend(trend) => trend::variables(trend, step, with),
        Told::Watching(watching) => watching::variables(watching, with),
        Told::Watches(asked, watches) => watching::list(asked, watches, with),
        Told::Explained(topic) => explained::variables(*topic, with),
        Told::Forgotten(forgotten) => forgotten::variables(forgotten, with),
        Told::Doctor(findings) => doctor::variables(findings, with),
        Told::Refused(refused) => refused::variables(refused, with),
        Told::ShareAsked(asked) => share_asked::variables(asked, with),
        Told::Details(answer) => details::variables(answer, step, with),
        Told::ToYouAlone(whisper) => to_you_alone::variables(*whisper, with),
        Told::FileSent => Ok(context! {}),
    }
}

/// The same in plain words, without any text from outside.
pub(super) fn text(told: &Told<'_>, with: With<'_>) -> Result<Vec<Text>, TextError> {
    match told {
        Told::Whole(whole, _) => whole::text(whole, with),
        Told::Progress(done) | Told::Cancelled(done) => progress::text(done, with),
        Told::Pair(pair, _) => pair::text(pair, with),
        Told::Picker(picker) => picker::text(picker, with),
        Told::Form(form) => form::text(form, with),
        Told::Recent(recent) => recent::text(recent, with),
        Told::Trend(trend) => trend::text(trend, with),
        Told::Watching(watching) => watching::text(watching, with),
        Told::Watches(_, watches) => watching::list_text(watches, with),
        Told::Explained(topic) => explained::text(*topic, with),
        Told::Forgotten(forgotten) => forgotten::text(forgotten, with),
        Told::Doctor(findings) => doctor::text(findings, with),
        Told::Refused(refused) => refused::text(refused, with),
        Told::ShareAsked(asked) => share_asked::text(asked, with),
        Told::Details(answer) => details::text(answer, with),
        Told::ToYouAlone(whisper) => to_you_alone::text(*whisper, with),
        Told::FileSent => Ok(vec![with.texts.plain("file_sent.text", &[])?]),
    }
}
