//! The one sentence with the grade, and which minutes are worth naming.

use std::cmp::Reverse;

use super::text::{Filling, Markup, Text, TextError, Texts};
use crate::quality::judgement::{Grade, Judgement, NamedMinute, State};

/// What the sentence says; each is a text of the group `verdict`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    key: &'static str,
    judgement: &'a Judgement,
    /// The minute the sentence names.
    pub(super) named: Option<&'a NamedMinute>,
}

impl<'a> Sentence<'a> {
    /// The sentence for a judgement.
    pub(super) fn of(judgement: &'a Judgement) -> Self {
        let named = judgement.worst.as_ref().or_else(|| worst_first(judgement).into_iter().next());
        let key = match (judgement.rated_minutes, judgement.bad_minutes) {
            (0, _) => "verdict.nothing_rated",
            _ if judgement.too_short => "verdict.too_short",
            (_, 0) if named.is_none() => "verdict.all_good",
            (_, 0) => "verdict.none_bad",
            _ if named.is_none() => "verdict.count",
            (_, 1) => "verdict.one_bad",
            _ if judgement.longest_run >= 3 => "verdict.in_a_row",
            _ => "verdict.some_bad",
        };
        Self { key, judgement, named }
    }

    /// Whether it is about bad minutes of a meeting that was long enough to grade.
    pub(super) const fn counts_bad_minutes(&self) -> bool {
        self.judgement.bad_minutes > 0 && !self.judgement.too_short
    }

    /// As markdown, with the time written as `at`.
    pub(super) fn markdown(&self, texts: &Texts, at: Markup) -> Result<Markup, TextError> {
        texts.markdown(self.key, &self.values(at.into()))
    }

    /// As plain text, with the time written as `at`.
    pub(super) fn plain(&self, texts: &Texts, at: Text) -> Result<Text, TextError> {
        texts.plain(self.key, &self.values(at.into()))
    }

    fn values(&self, at: Filling) -> [(&'static str, Filling); 4] {
        let Judgement { rated_minutes, bad_minutes, longest_run, .. } = self.judgement;
        [
            ("rated", rated_minutes.to_string().into()),
            ("bad", bad_minutes.to_string().into()),
            ("run", longest_run.to_string().into()),
            ("at", at),
        ]
    }
}

/// The grade as it is shown: what is too short to grade has none.
pub(super) const fn shown_grade(judgement: &Judgement) -> &'static str {
    if judgement.too_short { "too_short" } else { grade_name(judgement.grade) }
}

/// The name of a grade, as in the group `grade` of the texts.
pub(super) const fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Good => "good",
        Grade::Fair => "fair",
        Grade::Poor => "poor",
        Grade::Unrated => "unrated",
    }
}

/// The name of a state, as in the group `state` of the texts.
pub(super) const fn state_name(state: State) -> &'static str {
    match state {
        State::Good => "good",
        State::Fair => "fair",
        State::Poor => "poor",
        State::Severe => "severe",
    }
}

/// The bad minutes, worst first; when none was bad, the worst there was. By state, then by how much
/// was in that state, then by time.
pub(super) fn worst_first(judgement: &Judgement) -> Vec<&NamedMinute> {
    let mut minutes: Vec<&NamedMinute> = judgement.bad.iter().collect();
    minutes.sort_by_key(|minute| {
        let worst = minute.readings.iter().filter(|reading| reading.state == minute.state).count();
        (Reverse(minute.state), Reverse(worst), minute.minute)
    });
    if let Some(worst) = &judgement.worst {
        // The judge knows best which one is the worst.
        minutes.retain(|minute| minute.minute != worst.minute);
        minutes.insert(0, worst);
    }
    minutes
}
