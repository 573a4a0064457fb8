//! What is remembered of judgements when the minutes are gone.
//!
//! Invariant: what was judged of one person alone says which minutes each cause explains; a look at
//! everybody does not, and never takes that away unless it came to another judgement.

use futures_util::future::try_join_all;

use super::answer::{Answer, Attendance, Meeting};
use super::asked::{About, Judged, JudgedWhole};
use super::dispatch::App;
use super::error::StoreError;
use super::ports::{Remembered, Whole};
use super::told::Standing;
use crate::quality::verdict::{Cause, Verdict};

impl App {
    /// Remembers the judgement of an answer.
    pub(super) async fn remember(&self, tenant: &str, answer: &Answer) -> Result<(), StoreError> {
        self.ports.history.remember(tenant, &of_answer(answer)).await
    }

    /// Remembers the judgements of everybody in a meeting.
    pub(super) async fn remember_whole(
        &self,
        tenant: &str,
        whole: &Whole,
    ) -> Result<(), StoreError> {
        let remembering = whole.people.iter().map(|standing| async {
            let remembered = of_standing(&whole.meeting, standing);
            let about =
                About { instance: whole.meeting.instance.clone(), person: standing.id.clone() };
            match self.ports.history.remembered(tenant, &about).await? {
                Some(known) if known.judged == remembered.judged => Ok(()),
                _ => self.ports.history.remember(tenant, &remembered).await,
            }
        });
        try_join_all(remembering).await.map(drop)
    }
}

fn of_answer(answer: &Answer) -> Remembered {
    let longest = answer.attendance.iter().max_by_key(|row| row.minutes());
    let of_longest =
        |field: fn(&Attendance) -> &Option<String>| longest.and_then(|row| field(row).clone());
    Remembered {
        meeting: answer.meeting.clone(),
        person: answer.person.clone(),
        name: answer.name.clone(),
        judged: Judged::from(&answer.verdict),
        rated_minutes: answer.verdict.judgement.rated_minutes,
        by_cause: answer.verdict.causes.iter().map(|cause| (cause.id, explained(cause))).collect(),
        network_type: of_longest(|row| &row.network_type),
        app_version: of_longest(|row| &row.app_version),
    }
}

fn explained(cause: &Cause) -> u32 {
    u32::try_from(cause.minutes.len()).unwrap_or(u32::MAX)
}

/// Which minutes a cause explains is not known of one among many: the likeliest gets them all.
fn of_standing(meeting: &Meeting, standing: &Standing) -> Remembered {
    let judged = standing.judged.clone();
    let likeliest = judged.causes.first().filter(|_| judged.bad_minutes > 0);
    Remembered {
        meeting: meeting.clone(),
        person: standing.id.clone(),
        name: standing.name.clone(),
        rated_minutes: standing.rated_minutes,
        by_cause: likeliest.map(|cause| (*cause, judged.bad_minutes)).into_iter().collect(),
        network_type: standing.network_type.clone(),
        app_version: standing.app_version.clone(),
        judged,
    }
}

impl From<&Verdict> for Judged {
    fn from(verdict: &Verdict) -> Self {
        Self {
            grade: verdict.judgement.grade,
            bad_minutes: verdict.judgement.bad_minutes,
            causes: verdict.causes.iter().map(|cause| cause.id).collect(),
        }
    }
}

impl From<&Whole> for JudgedWhole {
    fn from(whole: &Whole) -> Self {
        let rated = || whole.people.iter().filter(|standing| standing.rated_minutes > 0);
        let count = |people: usize| u32::try_from(people).unwrap_or(u32::MAX);
        Self {
            people: count(rated().count()),
            bad: count(rated().filter(|it| it.judged.bad_minutes > 0).count()),
            scope: whole.scope.verdict,
        }
    }
}

#[cfg(test)]
mod tests;
