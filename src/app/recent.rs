//! What was answered in this chat, as far as the asker may see it now.
//!
//! Costs no call: what is not known to be allowed is left out.

use super::access::{Asker, Whose};
use super::audit::How;
use super::dispatch::App;
use super::error::UserError;
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::ports::{Remembered, Told};
use super::reply::Said;

/// As many as a card shows.
const SHOWN: usize = 10;

/// Some of them the asker may not see, and some questions were asked twice.
const LOOKED_AT: usize = 50;

impl App {
    pub(super) async fn recent(&self, message: &InboundMessage) -> Result<Said, Failure> {
        let remembered = self.seen_here(message).await?;
        for it in &remembered {
            let (asker, whose) = (Asker::from(message), Whose::One(&it.person));
            self.note_look(asker, &it.meeting, whose, How::Recent, None).await?;
        }
        match remembered.is_empty() {
            true => Err(UserError::NothingRecent.into()),
            false => Ok(Said::card(self.ports.cards.tell(&Told::Recent(&remembered)))),
        }
    }

    /// The latest first, each person in a meeting once.
    async fn seen_here(&self, message: &InboundMessage) -> Result<Vec<Remembered>, Failure> {
        let (tenant, chat) = (&message.tenant, &message.chat_id);
        let questions = self.ports.questions.asked_in(tenant, chat, LOOKED_AT).await?;
        let mut found: Vec<Remembered> = Vec::new();
        for asked in questions {
            let Some(about) = asked.answered.as_ref().map(|it| &it.about) else { continue };
            let is_twice = |it: &Remembered| {
                it.person == about.person && it.meeting.instance == about.instance
            };
            if found.iter().any(is_twice) {
                continue;
            }
            let remembered = self.ports.history.remembered(tenant, about).await?;
            let Some(remembered) = remembered else { continue };
            let whose = Whose::One(&about.person);
            let asker = Asker::from(message).with_shared(&asked);
            if self.is_known_to_see(asker, &remembered.meeting, whose).await? {
                found.push(remembered);
            }
            if found.len() == SHOWN {
                break;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests;
