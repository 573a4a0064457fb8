//! What is missing for the bot to work: everything it needs is tried once, and nothing that fails
//! makes the answer fail.
//!
//! Calls: one `meeting_list` of a number that nobody has, one look at the chat it is asked in, and who
//! the bot is. A refusal for want of a right comes before "there is no such thing".

use jiff::{SignedDuration, Timestamp};

use super::dispatch::App;
use super::error::{PlatformError, Refusal};
use super::ids::{AskedId, MessageId};
use super::inbound::InboundMessage;
use super::ports::{MeetingStatus, Period, Privacy, Told};
use super::reply::Said;
use super::told::{Examined, Finding, Health};
use crate::quality::ids::MeetingNo;

/// No meeting has this number.
const NOBODYS: &str = "000000000";

/// The setting that says where browsers reach the bot.
const PUBLIC_URL: &str = "QUALITY_BOT_PUBLIC_URL";

/// Every tenant has a meeting in a week.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);

impl App {
    /// Support only: who asks was checked.
    pub(super) async fn doctor(&self, message: &InboundMessage) -> Said {
        let (credentials, meetings, chats, store) = futures_util::join!(
            self.examine_credentials(),
            self.examine_meetings(),
            self.examine_chats(&message.chat_id),
            self.examine_store(),
        );
        let findings = [
            (Examined::Credentials, credentials),
            (Examined::Meetings, meetings),
            (Examined::Chats, chats),
            (Examined::EndedEvents, self.examine_ended_events()),
            (Examined::PublicAddress, self.examine_address()),
            (Examined::Store, store),
            (Examined::Budget, self.examine_budget()),
        ]
        .map(|(what, health)| Finding { what, health });
        Said::card(self.ports.cards.tell(&Told::Doctor(&findings)))
    }

    async fn examine_credentials(&self) -> Health {
        self.ports.identity.me().await.map_or_else(|error| health(&error), |_| Health::Well)
    }

    async fn examine_meetings(&self) -> Health {
        let to = self.ports.clock.now();
        let period = Period { from: to.checked_sub(LATELY).unwrap_or(Timestamp::MIN), to };
        let Ok(no) = MeetingNo::parse(NOBODYS) else {
            return Health::Unknown(NOBODYS.to_owned());
        };
        let listing = self.ports.meetings.instances(no, period, MeetingStatus::Ended);
        listing.await.map_or_else(|error| health(&error), |_| Health::Well)
    }

    async fn examine_chats(&self, chat: &str) -> Health {
        let looked = self.ports.chats.is_external(chat).await;
        looked.map_or_else(|error| health(&error), |_| Health::Well)
    }

    /// Since the process began, that is: an older event proves nothing about the settings of today.
    fn examine_ended_events(&self) -> Health {
        let now = self.ports.clock.now();
        match self.ends.last_told() {
            Some(at) if now.duration_since(at) <= LATELY => Health::Well,
            _ => Health::Unknown(String::new()),
        }
    }

    fn examine_address(&self) -> Health {
        let nobody = AskedId::of(&MessageId(String::new()));
        let now = self.ports.clock.now();
        match self.options.links.to(&nobody, "", Privacy::Nothing, now) {
            Some(_) => Health::Well,
            None => Health::Missing(PUBLIC_URL.to_owned()),
        }
    }

    async fn examine_store(&self) -> Health {
        match self.ports.watches.watches().await {
            Ok(_) => Health::Well,
            Err(error) => Health::Missing(error.to_string()),
        }
    }

    /// Nothing is wrong when the calls of a minute are used up: there will be others.
    fn examine_budget(&self) -> Health {
        match self.ports.meetings.free_quality_calls() {
            0 => Health::Unknown("0".to_owned()),
            _ => Health::Well,
        }
    }
}

/// What a refusal of something that does not exist tells.
fn health(error: &PlatformError) -> Health {
    match &error.refusal {
        Refusal::ScopeMissing(scopes) if !scopes.is_empty() => Health::Missing(scopes.join(", ")),
        Refusal::AdminRoleMissing
        | Refusal::ScopeMissing(_)
        | Refusal::QuotaUsedUp
        | Refusal::Misconfigured => Health::Missing(said(error)),
        Refusal::NoData | Refusal::Undeliverable => Health::Well,
        // Whether it had been answered for something that exists is not known.
        Refusal::Rejected
        | Refusal::Unavailable
        | Refusal::CardRefused
        | Refusal::PersonalDataBlocked => Health::Unknown(said(error)),
    }
}

/// What the platform said; it holds no secret and no personal data.
fn said(error: &PlatformError) -> String {
    let code = error.code.map_or_else(String::new, |code| format!("{code} "));
    let log_id = error.log_id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
    format!("{code}{}{log_id}", error.detail)
}

#[cfg(test)]
mod tests;
