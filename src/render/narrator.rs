//! Says the parts of a diagnosis in one language, for those who put them together themselves.
//!
//! Invariant: words from outside, in what is judged, come out cleaned: one line, no control characters.

use std::sync::Arc;

use jiff::Timestamp;

use super::evidence::{self, Quote};
use super::sentence::{self, Sentence};
use super::source::{Sources, TemplateError};
use super::text::{Text, TextError, Texts};
use super::{answer, catalogue, diagnosis, diagnosis_view, escape, reading};
use crate::app::answer::Gap;
use crate::quality::judgement::{Judgement, NamedMinute, State};
use crate::quality::metric::Metric;
use crate::quality::semantics::Semantics;
use crate::quality::verdict::{
    Cause, CauseId, Episode, Evidence, Exclusion, Scope, Side, Verdict, VoiceBothWays,
};
use crate::settings::Language;

/// A text in the narrator's language.
pub type Line = Result<String, TextError>;

/// The built-in texts in one language.
#[derive(Debug, Clone)]
pub struct Narrator {
    texts: Arc<Texts>,
    language: Language,
}

impl Narrator {
    /// Loads the texts.
    pub fn new(language: Language) -> Result<Self, TemplateError> {
        Ok(Self::of(Arc::new(catalogue::load(&Sources::built_in())?), language))
    }

    /// Says these texts.
    pub(super) const fn of(texts: Arc<Texts>, language: Language) -> Self {
        Self { texts, language }
    }

    /// The one sentence, with the time of the worst minute as `clock` writes it.
    pub fn summary(&self, verdict: &Verdict, clock: impl Fn(Timestamp) -> String) -> Line {
        let named = Sentence::of(&verdict.judgement).named;
        let at = named.map(|minute| clock(minute.minute)).unwrap_or_default();
        self.line(diagnosis::summary(&self.texts, verdict, Text::same(&at)))
    }

    /// The grade in a word.
    pub fn grade(&self, judgement: &Judgement) -> Line {
        self.label(&format!("grade.{}", sentence::shown_grade(judgement)))
    }

    /// The state of a minute that is fair or worse.
    pub fn state(&self, state: State) -> Line {
        self.label(&format!("state.{}", sentence::state_name(state)))
    }

    /// The worst readings of a minute, with their thresholds.
    pub fn readings(&self, minute: &NamedMinute) -> Line {
        self.line(reading::of_minute(&self.texts, minute, reading::NAMED))
    }

    pub fn metric(&self, metric: Metric) -> Line {
        self.line(reading::name(&self.texts, metric))
    }

    /// A value with its unit, the same in every language.
    pub fn quantity(&self, value: f64, metric: Metric) -> String {
        reading::quantity(value, metric.unit())
    }

    pub fn side(&self, side: Side) -> Line {
        self.line(diagnosis::side(&self.texts, side))
    }

    pub fn scope(&self, scope: &Scope) -> Line {
        self.line(diagnosis::scope(&self.texts, scope))
    }

    /// A stretch of bad minutes, with its times as they are to be written.
    pub fn episode(&self, episode: &Episode, from: String, to: String) -> Line {
        let metrics = diagnosis_view::episode_metrics(&self.texts, episode)?;
        let values = [
            ("from", from.into()),
            ("to", to.into()),
            ("minutes", episode.minutes.to_string().into()),
            ("metrics", metrics.into()),
        ];
        self.line(self.texts.plain("episode.one", &values))
    }

    /// A cause as a noun.
    pub fn cause(&self, id: CauseId) -> Line {
        self.line(diagnosis::cause_name(&self.texts, id))
    }

    /// That bad minutes have no cause to be named.
    pub fn no_cause(&self, verdict: &Verdict) -> Line {
        self.line(diagnosis::no_cause(&self.texts, verdict))
    }

    pub fn confidence(&self, cause: &Cause) -> Line {
        self.line(diagnosis::confidence(&self.texts, cause))
    }

    /// What the person can do.
    pub fn advice(&self, id: CauseId) -> Line {
        self.line(diagnosis::advice(&self.texts, id))
    }

    /// What IT can do.
    pub fn advice_it(&self, id: CauseId) -> Line {
        self.line(diagnosis::advice_it(&self.texts, id))
    }

    pub fn evidence(&self, evidence: &Evidence) -> Line {
        self.line(evidence::one(&self.texts, evidence, Quote::Cleaned))
    }

    /// What was ruled out and why, or what was found beside the causes.
    pub fn exclusion(&self, exclusion: &Exclusion) -> Line {
        self.line(diagnosis::exclusion(&self.texts, exclusion, Quote::Cleaned))
    }

    /// `None` where nothing allows an estimate.
    pub fn voice(&self, voice: &VoiceBothWays) -> Option<Line> {
        diagnosis::voice(&self.texts, voice).transpose().map(|line| self.line(line))
    }

    /// How undocumented readings were read.
    pub fn semantics(&self, semantics: Semantics) -> Line {
        self.line(diagnosis::semantics(&self.texts, semantics))
    }

    /// Coverage, what was not measured, and how much could not be read.
    pub fn facts(&self, judgement: &Judgement) -> Result<Vec<String>, TextError> {
        let facts = answer::facts(judgement, &self.texts)?;
        Ok(facts.into_iter().map(|fact| fact.in_language(self.language).to_owned()).collect())
    }

    /// Why data is missing.
    pub(super) fn gaps(&self, gaps: &[Gap]) -> Result<Vec<String>, TextError> {
        let gaps = answer::gaps(gaps, &self.texts)?;
        Ok(gaps.into_iter().map(|gap| gap.in_language(self.language).to_owned()).collect())
    }

    /// A name from outside, cleaned, or what is said when there is none.
    pub(super) fn shown(&self, outside: &str, nothing: &str) -> Line {
        self.line(answer::or_else(outside, &self.texts, nothing))
    }

    /// A text without values, by its key.
    pub fn label(&self, key: &str) -> Line {
        self.line(self.texts.plain(key, &[]))
    }

    /// A text with values that are shown as they are, by its key.
    pub fn phrase(&self, key: &str, values: &[(&str, String)]) -> Line {
        let values: Vec<_> =
            values.iter().map(|(name, value)| (*name, value.clone().into())).collect();
        self.line(self.texts.plain(key, &values))
    }

    fn line(&self, text: Result<Text, TextError>) -> Line {
        text.map(|text| text.in_language(self.language).to_owned())
    }
}

/// Whether an exclusion says what was found, rather than what it was not.
pub fn is_finding(exclusion: &Exclusion) -> bool {
    diagnosis::is_finding(exclusion.id)
}

/// Text from outside as one line that a terminal shows and does not obey.
pub fn printable(text: &str) -> String {
    escape::clean(text)
}
