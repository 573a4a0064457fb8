//! People of other tenants: whatever they want to see is refused, and that is on record.
//!
//! What they want that shows nothing of anybody, such as the list of what is watched, is refused
//! without a line.

use super::access::{Asker, Whose};
use super::asked::Asked;
use super::audit::How;
use super::dispatch::App;
use super::error::StoreError;
use super::inbound::{InboundMessage, Op, Press};
use super::person::id_of;
use super::question::Wanted;
use super::rephrase::people;
use super::told::WhyRefused;
use crate::command::{Command, Which};
use crate::quality::ids::{MeetingNo, ParticipantId};

impl App {
    /// Notes what somebody of another tenant asked for and does not get.
    pub(super) async fn note_outsider(
        &self,
        message: &InboundMessage,
        command: Command,
    ) -> Result<(), StoreError> {
        let wanted = Wanted::of(command.clone());
        let (how, no, people) = match &command {
            Command::Recent => (How::Recent, None, Vec::new()),
            Command::Trend { person, .. } => (How::Trend, None, vec![person]),
            Command::Watch { meeting, .. } => (How::Watch, Some(*meeting), Vec::new()),
            _ => match &wanted {
                Some(wanted) => (wanted.how(), number(wanted), people(&wanted.question.whom)),
                None => return Ok(()),
            },
        };
        let mut ids: Vec<Option<ParticipantId>> =
            people.into_iter().map(|person| id_of(message, person)).collect();
        if ids.is_empty() {
            ids.push(None);
        }
        for id in &ids {
            let whose = id.as_ref().map_or(Whose::Everybody, Whose::One);
            self.note_refusal(message.into(), no, whose, how, WhyRefused::Outsider).await?;
        }
        Ok(())
    }

    /// The same of a button.
    pub(super) async fn note_outsiders_press(
        &self,
        press: &Press,
        asked: &Asked,
        op: Op,
    ) -> Result<(), StoreError> {
        let person = asked.answered.as_ref().map(|answered| &answered.about.person);
        let (how, person) = match op {
            Op::ExportXlsx | Op::ExportCsv => (How::File, person),
            Op::Details => (How::Details, person),
            Op::Whole => (How::Whole, None),
            Op::Refresh | Op::Person | Op::Instance | Op::Instances => match asked.whole {
                Some(_) => (How::Whole, None),
                None => (How::Card, person),
            },
            _ => return Ok(()),
        };
        let (asker, why) = (Asker::from(press), WhyRefused::Outsider);
        let whose = person.map_or(Whose::Everybody, Whose::One);
        match &asked.pinned {
            Some(meeting) => self.note_look(asker, meeting, whose, how, Some(why)).await,
            None => self.note_refusal(asker, None, whose, how, why).await,
        }
    }
}

const fn number(wanted: &Wanted) -> Option<MeetingNo> {
    match wanted.question.meeting {
        Which::No(no) => Some(no),
        Which::Latest => None,
    }
}
