//! Asking a person to share: who may not see how a meeting was for somebody can ask them.
//!
//! Invariants: only the person themself can share, and shares one answer with one asker; the asker
//! hears what became of it.

use super::answer::Meeting;
use super::asked::{Asked, AskedId};
use super::dispatch::App;
use super::error::{Refusal, StoreError, UserError};
use super::failure::Failure;
use super::inbound::Outcome;
use super::instance::Instances;
use super::ports::{Recipient, Told};
use super::quality::INSTANCES_LOOKED_AT;
use super::question::Wanted;
use super::reply::{Reply, Said, unsaid, uuid};
use super::told::{Refused, ShareAsked, WhyRefused};
use crate::command::{Person, Whom};
use crate::quality::ids::{OpenId, ParticipantId};

impl App {
    /// Whom a question is about beside the asker, where that is one person whom it names by id.
    pub(super) async fn person_of(&self, asked: &Asked) -> Option<(OpenId, String)> {
        let Wanted { question, .. } = self.wanted(asked).await?;
        let asker = &asked.message.sender;
        let is_asker = |person: &Person| match person {
            Person::Sender => true,
            Person::Mentioned { id, .. } => id == asker,
            Person::Named(_) | Person::Room(_) => false,
        };
        let person = match question.whom {
            Whom::One(person) => person,
            Whom::Two(one, other) if is_asker(&one) => other,
            Whom::Two(one, other) if is_asker(&other) => one,
            Whom::Two(..) | Whom::Everybody => return None,
        };
        match person {
            Person::Mentioned { id, name, external: false } => Some((id, name)),
            _ => None,
        }
    }

    /// The person is asked, in their chat with the bot.
    pub(super) async fn ask_to_share(&self, id: &AskedId, reply: &Reply<'_>) -> Outcome {
        match self.try_ask_to_share(id).await {
            Ok(()) => Outcome::Done,
            Err(Failure::Platform(error)) => match unsaid(&error) {
                again @ Outcome::Again { .. } => again,
                _ => reply.send(Said::card(self.explain(error.into()))).await,
            },
            Err(failure) => reply.send(Said::card(self.explain(failure))).await,
        }
    }

    async fn try_ask_to_share(&self, id: &AskedId) -> Result<(), Failure> {
        let asked = self.ports.questions.asked(id).await?;
        let asked = asked.ok_or_else(|| StoreError(format!("{} is not noted any more", id.0)))?;
        let Some(wanted) = self.wanted(&asked).await else { return Ok(()) };
        let Some((person, _)) = self.person_of(&asked).await else { return Ok(()) };
        let meetings = self.meetings_meant(&asked, &wanted.question).await?;
        let Some(newest) = meetings.newest_first.first() else {
            return Err(UserError::NothingRecent.into());
        };
        let with = self.meeting_with(&asked, &meetings, &person.clone().into()).await?;
        let (by, no) = (asked.message.sender.clone(), newest.no);
        let pinned = Some(with.as_ref().unwrap_or(newest).clone());
        let share = ShareAsked { asked: asked.id.clone(), by, no, meeting: with };
        let card = self.ports.cards.tell(&Told::ShareAsked(&share));
        // What is shared is what was shown to the person, and nothing that they come to later.
        self.ports.questions.note(&Asked { pinned, ..asked }).await?;
        let to = Recipient::Person(person);
        // Nobody is asked twice within the hour for which the platform remembers.
        self.ports.messages.send(&to, &card, &uuid(&id.0, "share")).await?;
        Ok(())
    }

    /// The newest of these meetings that the person was in. They are asked where that is none, too,
    /// so that the asker learns of neither.
    async fn meeting_with(
        &self,
        asked: &Asked,
        meetings: &Instances,
        person: &ParticipantId,
    ) -> Result<Option<Meeting>, Failure> {
        let tenant = &asked.message.tenant;
        if let Some(meeting) = self.first_with(tenant, &meetings.newest_first, person).await? {
            return Ok(Some(meeting));
        }
        let more = self.more(tenant, meetings).await?;
        self.first_with(tenant, &more, person).await
    }

    async fn first_with(
        &self,
        tenant: &str,
        meetings: &[Meeting],
        person: &ParticipantId,
    ) -> Result<Option<Meeting>, Failure> {
        for meeting in meetings.iter().take(INSTANCES_LOOKED_AT) {
            match self.there(tenant, meeting, person).await {
                Ok(Some(_)) => return Ok(Some(meeting.clone())),
                Ok(None) => {}
                Err(Failure::Platform(error)) if error.refusal == Refusal::NoData => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(None)
    }

    /// The asker is told that the person does not share.
    pub(super) async fn declined(&self, id: &AskedId, reply: &Reply<'_>) -> Outcome {
        let asked = match self.noted(id).await {
            Ok(asked) => asked,
            Err(outcome) => return outcome,
        };
        let name = self.person_of(&asked).await.map(|(_, name)| name).filter(|it| !it.is_empty());
        let refused = Refused { why: WhyRefused::Declined, name, ask: None };
        let told = Said::card(self.ports.cards.tell(&Told::Refused(&refused)));
        reply.send_unless(self.for_chat(&asked, told, reply.uuid(), reply).await).await
    }
}
