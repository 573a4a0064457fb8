//! What a page says, in its one language and its one zone.
//!
//! Invariant: words from outside are cleaned, and said only where the readers may see them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::answer::Answer;
use crate::app::ports::Privacy;
use crate::quality::metric::Metric;
use crate::render::evidence::Quote;
use crate::render::text::{Fillings, Text, TextError, Texts};
use crate::render::{escape, reading};
use crate::settings::Language;

/// A language, a zone, and who reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) texts: &'a Texts,
    pub(super) language: Language,
    pub(super) zone: &'a TimeZone,
    pub(super) privacy: Privacy,
    /// Whether a time needs its date: the meeting crosses midnight.
    is_dated: bool,
}

impl<'a> Words<'a> {
    /// For the readers of a report.
    pub(super) fn of(
        answer: &Answer,
        privacy: Privacy,
        texts: &'a Texts,
        zone: &'a TimeZone,
        language: Language,
    ) -> Self {
        let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
        let times = || answer.minutes.iter().map(|minute| minute.at);
        let first = times().min().unwrap_or(answer.meeting.start).min(answer.meeting.start);
        let last = times().max().unwrap_or(answer.meeting.end).max(answer.meeting.end);
        Self { texts, language, zone, privacy, is_dated: day(first) != day(last) }
    }

    /// A text of the group `page`.
    pub(super) fn say(&self, key: &str, values: &Fillings<'_>) -> Result<String, TextError> {
        self.one(self.texts.plain(&format!("page.{key}"), values))
    }

    /// A text of another group, without values.
    pub(super) fn label(&self, key: &str) -> Result<String, TextError> {
        self.one(self.texts.plain(key, &[]))
    }

    /// A text that was said in both languages.
    pub(super) fn one(&self, text: Result<Text, TextError>) -> Result<String, TextError> {
        text.map(|text| text.in_language(self.language).to_owned())
    }

    pub(super) fn metric(&self, metric: Metric) -> Result<String, TextError> {
        self.one(reading::name(self.texts, metric))
    }

    /// Whether evidence may hold words from outside.
    pub(super) fn quote(&self) -> Quote {
        self.privacy.into()
    }

    /// A word from outside; `None` when there is none, or the readers may not see it.
    pub(super) fn outside(&self, text: &str) -> Option<String> {
        let clean = escape::clean(text);
        let clean = clean.trim();
        (self.quote() == Quote::Cleaned && !clean.is_empty()).then(|| clean.to_owned())
    }

    /// The time of day, with its date when the meeting crosses midnight.
    pub(super) fn clock(&self, at: Timestamp) -> String {
        self.time(at, if self.is_dated { "%m-%d %H:%M" } else { "%H:%M" })
    }

    /// A time in the page's zone.
    pub(super) fn time(&self, at: Timestamp, form: &str) -> String {
        at.to_zoned(self.zone.clone()).strftime(form).to_string()
    }
}
