//! The people of a meeting, counted.

use std::collections::BTreeMap;

use super::Counted;
use crate::app::told::{Standing, Whole};
use crate::quality::judgement::Grade;
use crate::quality::verdict::{CauseId, ScopeVerdict};
use crate::render::sentence::grade_name;
use crate::render::text::{Text, TextError, Texts};

/// How many of them are what.
#[derive(Debug, Clone)]
pub(super) struct Count {
    /// With a rated minute.
    pub(super) people: usize,
    /// With a bad minute, whether they were there long enough for a grade or not.
    pub(super) troubled: usize,
    good: usize,
    fair: usize,
    poor: usize,
    unrated: usize,
    /// What is the likeliest cause of most people, and of how many.
    pub(super) cause: Option<(CauseId, usize)>,
    /// The mean of those with a rated minute, 0 to 1.
    pub(super) coverage: Option<f64>,
}

/// Whether something was bad.
pub(super) const fn is_troubled(standing: &Standing) -> bool {
    standing.rated_minutes > 0 && standing.judged.bad_minutes > 0
}

/// The grade as it is shown: who was there too briefly has none.
pub(in crate::render) const fn shown_grade(standing: &Standing) -> &'static str {
    if standing.too_short && standing.rated_minutes > 0 {
        return "too_short";
    }
    grade_name(standing.judged.grade)
}

impl Count {
    pub(super) fn of(whole: &Whole) -> Self {
        let with_data = || whole.people.iter().filter(|standing| standing.rated_minutes > 0);
        let troubled = || with_data().filter(|standing| is_troubled(standing));
        let graded = |grade| {
            let is_it = |it: &&Standing| it.judged.grade == grade && !it.too_short;
            with_data().filter(is_it).count()
        };
        let (good, fair, poor) = (graded(Grade::Good), graded(Grade::Fair), graded(Grade::Poor));
        let mut causes: BTreeMap<CauseId, (usize, u32)> = BTreeMap::new();
        for standing in troubled() {
            if let Some(cause) = standing.judged.causes.first() {
                let (people, minutes) = causes.entry(*cause).or_default();
                *people += 1;
                *minutes = minutes.saturating_add(standing.judged.bad_minutes);
            }
        }
        let cause = causes.into_iter().max_by_key(|(_, weight)| *weight);
        let coverage = with_data().map(|standing| standing.coverage).filter(|it| it.is_finite());
        let (sum, known) = coverage.fold((0.0, 0.0), |(sum, known), it| (sum + it, known + 1.0));
        Self {
            people: with_data().count(),
            troubled: troubled().count(),
            good,
            fair,
            poor,
            unrated: whole.people.len() - good - fair - poor,
            cause: cause.map(|(id, (people, _))| (id, people)),
            coverage: (known > 0.0).then(|| (sum / known).clamp(0.0, 1.0)),
        }
    }

    /// How many have a grade.
    pub(super) const fn graded(&self) -> usize {
        self.good + self.fair + self.poor
    }

    /// The meeting as one: poor when it was for at least half of those who were rated, or for many
    /// at once; good when nobody had a bad minute.
    pub(super) fn grade(&self, whole: &Whole) -> &'static str {
        let graded = self.graded();
        let is_shared = whole.scope.verdict == ScopeVerdict::Meeting && self.poor > 0;
        grade_name(match () {
            () if graded == 0 => Grade::Unrated,
            () if self.poor * 2 >= graded || is_shared => Grade::Poor,
            () if self.troubled > 0 || self.fair > 0 || self.poor > 0 => Grade::Fair,
            () => Grade::Good,
        })
    }

    /// The worst first.
    pub(super) fn by_grade(&self) -> Vec<Counted> {
        let all = [
            (Grade::Poor, self.poor),
            (Grade::Fair, self.fair),
            (Grade::Good, self.good),
            (Grade::Unrated, self.unrated),
        ];
        let there = all.into_iter().filter(|(_, count)| *count > 0);
        there.map(|(grade, count)| Counted { grade: grade_name(grade), count }).collect()
    }

    /// How many took part, were rated, and could not be measured.
    pub(super) fn said(&self, whole: &Whole, texts: &Texts) -> Result<Text, TextError> {
        let unmeasured = whole.unmeasured.len();
        let all = whole.people.len() + unmeasured;
        let values = [
            ("all", all.to_string().into()),
            ("people", self.people.to_string().into()),
            ("unmeasured", unmeasured.to_string().into()),
        ];
        let key = if unmeasured == 0 { "whole.people" } else { "whole.people_unmeasured" };
        texts.plain(key, &values)
    }
}
