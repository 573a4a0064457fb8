//! Which one was meant? A card to choose from, and the question with what was chosen.
//!
//! Invariant: a card offers what its question notes, in the same order: a choice is a place in it.

use super::access::{Asker, Ruling, Whose, rule};
use super::answer::Meeting;
use super::asked::{Asked, Choices};
use super::audit::How;
use super::dispatch::App;
use super::failure::Failure;
use super::person::fits_all;
use super::ports::Told;
use super::question::{Step, Wanted};
use super::rephrase::{by_id, rephrased};
use super::reply::Said;
use super::told::{Among, Candidate, Picker, WhyRefused};
use crate::command::{Person, Whom};
use crate::quality::ids::MeetingNo;

/// How many instances, or people, a picker shows.
const SHOWN: usize = 50;

impl App {
    /// Which meeting? They are meetings that the asker may see or was in, of one number.
    pub(super) async fn pick_meeting(
        &self,
        asked: &Asked,
        mut meetings: Vec<Meeting>,
    ) -> Result<Step, Failure> {
        let Some(no) = meetings.first().map(|newest| newest.no) else { return Err(Failure::Panic) };
        let more = meetings.len().saturating_sub(SHOWN);
        meetings.truncate(SHOWN);
        let picker = self.picker(asked, no, Among::Meetings(&meetings), more);
        let choices = Choices::Meetings(meetings);
        self.ports.questions.note(&Asked { choices, ..asked.clone() }).await?;
        Ok(picker)
    }

    /// Which of all instances of a number? Those that the asker was in, or may see everybody in; that
    /// costs one call where it depends on it.
    pub(super) async fn pick_other(
        &self,
        asked: &Asked,
        mut meetings: Vec<Meeting>,
    ) -> Result<Step, Failure> {
        let (asker, whose) = (Asker::from(&asked.message), Whose::Everybody);
        let ruling = |meeting: &Meeting| rule(self.facts(asker, meeting, whose));
        let Some(newest) = meetings.first().cloned() else { return Err(Failure::Panic) };
        if meetings.iter().any(|meeting| ruling(meeting) != Ruling::Allowed) {
            let own = self.meetings_of(asker.tenant, asker.person).await?;
            let was_in = |meeting: &Meeting| own.iter().any(|it| it.instance == meeting.instance);
            meetings.retain(|meeting| ruling(meeting) == Ruling::Allowed || was_in(meeting));
        }
        if !meetings.is_empty() {
            return self.pick_meeting(asked, meetings).await;
        }
        let why = match ruling(&newest) {
            Ruling::Refused(why) => why,
            Ruling::Allowed | Ruling::DependsOnAttendance => WhyRefused::NotThere,
        };
        self.note_look(asker, &newest, whose, How::Whole, Some(why)).await?;
        self.refused(asked, why).await
    }

    /// Which person? The choice takes the place of the words that named them.
    pub(super) async fn pick_person(
        &self,
        asked: &Asked,
        meeting: &Meeting,
        mut candidates: Vec<Candidate>,
    ) -> Result<Step, Failure> {
        let more = candidates.len().saturating_sub(SHOWN);
        candidates.truncate(SHOWN);
        let picker = self.picker(asked, meeting.no, Among::People(&candidates), more);
        let (pinned, choices) = (Some(meeting.clone()), Choices::People(candidates));
        self.ports.questions.note(&Asked { choices, pinned, ..asked.clone() }).await?;
        Ok(picker)
    }

    fn picker(&self, asked: &Asked, no: MeetingNo, among: Among<'_>, more: usize) -> Step {
        let picker = Picker { asked: &asked.id, no, among, more };
        Step::Private(Said::card(self.ports.cards.tell(&Told::Picker(&picker))))
    }

    /// The question with the chosen one in the place of the name that was not clear.
    pub(super) async fn with_person(&self, asked: &Asked, chosen: &Candidate) -> Option<Asked> {
        let Wanted { mut question, file } = self.wanted(asked).await?;
        let named: Vec<&mut Person> = match &mut question.whom {
            Whom::Everybody => Vec::new(),
            Whom::One(one) => vec![one],
            Whom::Two(one, other) => vec![one, other],
        };
        let Choices::People(offered) = &asked.choices else { return None };
        let place = named.into_iter().find(|person| fits_all(person, offered))?;
        *place = by_id(&chosen.id, &chosen.name);
        let message = rephrased(&asked.message, &asked.message.sender, &question, file);
        Some(Asked { message, choices: Choices::None, ..asked.clone() })
    }
}
