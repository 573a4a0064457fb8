//! Whether somebody who presses a button may see what its card is about.
//!
//! Invariants: it is decided anew at each press, by the rule that decides questions
//! ([`access`](super::access)); what a card is about is looked up, and is everybody where the words do
//! not say whom; what cannot be decided is not allowed; a refusal is in the audit log.

use super::access::{Asker, Whose};
use super::answer::Meeting;
use super::asked::Asked;
use super::audit::How;
use super::dispatch::App;
use super::failure::Failure;
use super::inbound::Press;
use super::person::id_of;
use super::ports::Toast;
use super::rephrase::people;
use crate::quality::ids::ParticipantId;

/// What of a press comes into the audit log at once.
#[derive(Debug, Clone, Copy)]
pub(super) enum OnRecord {
    /// That they look: what they are going to be shown is made of what is kept.
    Look(How),
    /// Only that they may not. What they may is asked like any question, and on record then.
    Refusal(How),
}

impl OnRecord {
    /// How they look, where that comes into the log.
    fn how(self, refused: bool) -> Option<How> {
        match self {
            Self::Look(how) => Some(how),
            Self::Refusal(how) => refused.then_some(how),
        }
    }
}

impl App {
    /// Why the presser may not see what a card is about; `None` when they may.
    pub(super) async fn no_sight(
        &self,
        press: &Press,
        asked: &Asked,
        record: OnRecord,
    ) -> Result<Option<Toast>, Failure> {
        let Some(meeting) = &asked.pinned else {
            return self.no_sight_yet(press, asked, record).await;
        };
        let no = self.no_sight_of(press, asked, meeting, record).await?;
        if let (None, Some(how)) = (&no, record.how(false)) {
            for quoted in asked.quotes() {
                self.note_look(press.into(), meeting, Whose::One(quoted), how, None).await?;
            }
        }
        Ok(no)
    }

    /// The same, if the card were about another meeting.
    pub(super) async fn no_sight_of(
        &self,
        press: &Press,
        asked: &Asked,
        meeting: &Meeting,
        record: OnRecord,
    ) -> Result<Option<Toast>, Failure> {
        let people = self.people_of(asked).await;
        self.no_look(press, asked, meeting, &people, record).await
    }

    /// The same, of some people in a meeting; of everybody where they are none.
    pub(super) async fn no_look(
        &self,
        press: &Press,
        asked: &Asked,
        meeting: &Meeting,
        people: &[ParticipantId],
        record: OnRecord,
    ) -> Result<Option<Toast>, Failure> {
        let asker = Asker::from(press).with_shared(asked);
        for whose in Whose::all(people) {
            let refused = self.may_see(asker, meeting, whose).await?.err();
            if let Some(how) = record.how(refused.is_some()) {
                self.note_look(asker, meeting, whose, how, refused).await?;
            }
            if let Some(why) = refused {
                return Ok(Some(Toast::Refused(why)));
            }
        }
        Ok(None)
    }

    /// The same of a card without an answer. Its asker may always ask again: whether they see the
    /// answer is decided then.
    async fn no_sight_yet(
        &self,
        press: &Press,
        asked: &Asked,
        record: OnRecord,
    ) -> Result<Option<Toast>, Failure> {
        if press.by == asked.message.sender {
            return Ok(None);
        }
        let Some(wanted) = self.wanted(asked).await else { return Ok(Some(Toast::UnknownButton)) };
        let people = self.people_of(asked).await;
        if self.may_see_any_meeting(Asker::from(press), &Whose::all(&people)) {
            return Ok(None);
        }
        match self.meetings_meant(asked, &wanted.question).await {
            Ok(meetings) => match meetings.newest_first.first() {
                Some(newest) => self.no_look(press, asked, newest, &people, record).await,
                None => Ok(Some(Toast::NotYours)),
            },
            // There is none yet that they might have been in.
            Err(Failure::User(_)) => Ok(Some(Toast::NotYours)),
            Err(failure) => Err(failure),
        }
    }

    /// Whom the card of a question is about, by their ids; nobody where it is about everybody, or
    /// where a name has to be looked up among everybody.
    pub(super) async fn people_of(&self, asked: &Asked) -> Vec<ParticipantId> {
        let wanted = self.wanted(asked).await;
        let named = wanted.iter().flat_map(|wanted| people(&wanted.question.whom));
        let ids: Vec<Option<ParticipantId>> =
            named.map(|person| id_of(&asked.message, person)).collect();
        match (&asked.answered, ids.len()) {
            // Where a name stood, it is known now who that is. An answer about two notes the first.
            (Some(answered), 0 | 1) => vec![answered.about.person.clone()],
            _ => ids.into_iter().collect::<Option<_>>().unwrap_or_default(),
        }
    }
}

impl<'a> From<&'a Press> for Asker<'a> {
    fn from(press: &'a Press) -> Self {
        Self {
            tenant: &press.tenant,
            person: &press.by,
            external: press.external,
            chat: &press.chat,
            shared: false,
        }
    }
}
