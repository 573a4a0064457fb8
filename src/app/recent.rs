//! What was answered in this chat, as far as the asker may see it now.
//!
//! Costs no call: what is not known to be allowed is left out.

use super::access::{Asker, Whose};
use super::asked::{About, Asked};
use super::audit::How;
use super::dispatch::App;
use super::error::{StoreError, UserError};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::ports::Told;
use super::reply::Said;
use super::told::Given;

/// As many as a card shows.
const SHOWN: usize = 10;

/// Some of them the asker may not see, and some questions were asked twice.
const LOOKED_AT: usize = 50;

impl App {
    pub(super) async fn recent(&self, message: &InboundMessage) -> Result<Said, Failure> {
        let given = self.seen_here(message).await?;
        let asker = Asker::from(message);
        for it in &given {
            for whose in Whose::all(it.people()) {
                self.note_look(asker, it.meeting(), whose, How::Recent, None).await?;
            }
        }
        match given.is_empty() {
            true => Err(UserError::NothingRecent.into()),
            false => Ok(Said::card(self.ports.cards.tell(&Told::Recent(&given)))),
        }
    }

    /// The latest first, each answer once.
    async fn seen_here(&self, message: &InboundMessage) -> Result<Vec<Given>, Failure> {
        let (tenant, chat) = (&message.tenant, &message.chat_id);
        let questions = self.ports.questions.asked_in(tenant, chat, LOOKED_AT).await?;
        let mut found: Vec<Given> = Vec::new();
        for asked in questions {
            let Some(given) = self.given(&asked).await? else { continue };
            let is_twice = |it: &Given| {
                it.people() == given.people() && it.meeting().instance == given.meeting().instance
            };
            if found.iter().any(is_twice) {
                continue;
            }
            let asker = Asker::from(message).with_shared(&asked);
            let mut is_seen = true;
            for whose in Whose::all(given.people()) {
                is_seen &= self.is_known_to_see(asker, given.meeting(), whose).await?;
            }
            if is_seen {
                found.push(given);
            }
            if found.len() == SHOWN {
                break;
            }
        }
        Ok(found)
    }

    /// What is remembered of an answer.
    async fn given(&self, asked: &Asked) -> Result<Option<Given>, StoreError> {
        if let (Some(whole), Some(meeting)) = (&asked.whole, &asked.pinned) {
            return Ok(Some(Given::Everybody(meeting.clone(), whole.judged)));
        }
        let Some(answered) = &asked.answered else { return Ok(None) };
        let (tenant, history) = (&asked.message.tenant, &self.ports.history);
        let Some(one) = history.remembered(tenant, &answered.about).await? else {
            return Ok(None);
        };
        let Some(person) = answered.beside.clone() else { return Ok(Some(Given::One(one))) };
        let about = About { instance: answered.about.instance.clone(), person };
        let other = history.remembered(tenant, &about).await?;
        Ok(other.map(|other| Given::Two(Box::new([one, other]))))
    }
}

#[cfg(test)]
mod tests;
