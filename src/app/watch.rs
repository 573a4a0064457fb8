//! Watches: who wants to hear of a number's meetings when they have ended.
//!
//! Invariants: a chat watches a number once, and at most [`LIMIT`] numbers; what had ended before the
//! wish is never reported; a chat reads of its own watches alone.

use jiff::{SignedDuration, Timestamp};

use super::access::{Asker, Whose};
use super::asked::{Asked, AskedId, Choices, Watch, WatchKind};
use super::audit::How;
use super::dispatch::App;
use super::error::{Refusal, StoreError};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::ports::{MeetingStatus, Period, Told};
use super::reply::Said;
use super::told::{Refused, Watching, WhyRefused};
use crate::quality::ids::MeetingNo;
use crate::settings::Access;

/// House: nobody reads the reports of more meetings in one chat.
const LIMIT: usize = 50;

/// House: what a chat hears of later than that is no news. An hour less than a claim lives, which is
/// what keeps a report from coming twice; clocks differ by less.
const NEWS: SignedDuration = SignedDuration::from_hours(23);

impl App {
    /// A report into this chat whenever the meeting ends. Asked again, it changes what is reported,
    /// and who answers for it.
    pub(super) async fn watch(
        &self,
        message: &InboundMessage,
        no: MeetingNo,
        always: bool,
    ) -> Result<Said, Failure> {
        if let Err(why) = self.may_watch(message.into()) {
            let (asker, how) = (message.into(), How::Watch);
            self.note_refusal(asker, Some(no), Whose::Everybody, how, why).await?;
            let refused = Refused { why, name: None, ask: None };
            return Ok(Said::card(self.ports.cards.tell(&Told::Refused(&refused))));
        }
        let (tenant, chat) = (&message.tenant, &message.chat_id);
        let here = self.ports.watches.watches_in(tenant, chat).await?;
        let before = here.iter().find(|watch| watch.no == no);
        if before.is_none() && here.len() >= LIMIT {
            return Ok(self.watching(&Watching::TooMany { limit: LIMIT }));
        }
        let is_known = self.has_heard_of(tenant, no).await?;
        let now = self.ports.clock.now();
        let watch = Watch {
            tenant: tenant.clone(),
            no,
            kind: WatchKind::Chat { chat: chat.clone(), always },
            by: message.sender.clone(),
            since: before.map_or(now, |watch| watch.since),
            seen: before.map_or(Some(now), |watch| watch.seen),
        };
        self.ports.watches.watch(&watch).await?;
        Ok(self.watching(&match is_known {
            true => Watching::Begun { no, always },
            false => Watching::BegunUnknown { no, always },
        }))
    }

    /// What this chat watches, with a button each to end it.
    pub(super) async fn watched_here(&self, message: &InboundMessage) -> Result<Said, Failure> {
        let here = self.ports.watches.watches_in(&message.tenant, &message.chat_id).await?;
        let numbers = here.iter().map(|watch| watch.no).collect();
        let id = AskedId::of(&message.message_id);
        let asked =
            Asked { choices: Choices::Numbers(numbers), ..self.new_asked(id, message.clone()) };
        self.ports.questions.note(&asked).await?;
        Ok(Said::card(self.ports.cards.tell(&Told::Watches(&asked.id, &here))))
    }

    pub(super) async fn unwatch(
        &self,
        message: &InboundMessage,
        no: MeetingNo,
    ) -> Result<Said, Failure> {
        let ended = self.end_watch(message, no).await?;
        Ok(self.watching(&match ended {
            true => Watching::Ended { no },
            false => Watching::NotWatched { no },
        }))
    }

    /// Ends the watch at a place of the list that a question was answered with; false when the list
    /// has no such place. What had ended already stays so.
    pub(super) async fn unwatch_pick(&self, asked: &Asked, pick: u16) -> Result<bool, StoreError> {
        let Choices::Numbers(numbers) = &asked.choices else { return Ok(false) };
        let Some(no) = numbers.get(usize::from(pick)) else { return Ok(false) };
        self.end_watch(&asked.message, *no).await?;
        Ok(true)
    }

    /// The asker of a question about a running meeting wants its answer when it has ended.
    pub(super) async fn when_it_ends(
        &self,
        asked: &Asked,
        no: MeetingNo,
    ) -> Result<(), StoreError> {
        let tenant = &asked.message.tenant;
        let now = self.ports.clock.now();
        let watch = Watch {
            tenant: tenant.clone(),
            no,
            kind: WatchKind::Once { asked: asked.id.clone() },
            by: asked.message.sender.clone(),
            since: now,
            // It ran when the question was asked, and may have ended since.
            seen: Some(asked.at),
        };
        self.ports.watches.watch(&watch).await?;
        if asked.at >= now {
            return Ok(());
        }
        let since = Period { from: asked.at, to: now };
        for meeting in self.ports.calendar.held(tenant, no, since).await?.iter().rev() {
            self.tell_watchers(tenant, meeting).await?;
        }
        Ok(())
    }

    /// Where everybody may ask about themself alone, only the support team may watch everybody.
    fn may_watch(&self, asker: Asker<'_>) -> Result<(), WhyRefused> {
        match self.options.access {
            Access::Own if !self.is_support(asker) => Err(WhyRefused::OnlyOneself),
            Access::Own | Access::Meeting | Access::Open => Ok(()),
        }
    }

    /// Whether a number has meetings that have ended or run: a slip of the finger should be noticed at
    /// once. While the platform does not answer, nobody is accused of one.
    async fn has_heard_of(&self, tenant: &str, no: MeetingNo) -> Result<bool, Failure> {
        let period = self.lookback(self.ports.clock.now());
        if !self.ports.calendar.held(tenant, no, period).await?.is_empty() {
            return Ok(true);
        }
        for status in [MeetingStatus::Ended, MeetingStatus::Ongoing] {
            match self.ports.meetings.instances(no, period, status).await {
                Ok(listed) if listed.items.is_empty() => {}
                Ok(_) => return Ok(true),
                Err(error) if error.refusal == Refusal::NoData => {}
                Err(error) if error.refusal == Refusal::Unavailable => return Ok(true),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(false)
    }

    async fn end_watch(&self, message: &InboundMessage, no: MeetingNo) -> Result<bool, StoreError> {
        let here = self.ports.watches.watches_in(&message.tenant, &message.chat_id).await?;
        match here.iter().find(|watch| watch.no == no) {
            Some(watch) => self.ports.watches.unwatch(watch).await,
            None => Ok(false),
        }
    }

    fn watching(&self, watching: &Watching) -> Said {
        Said::card(self.ports.cards.tell(&Told::Watching(watching)))
    }
}

impl Watch {
    /// Which watch it is: asked for again, it is the same one.
    pub(super) fn key(&self) -> String {
        match &self.kind {
            WatchKind::Chat { chat, .. } => format!("{}/{chat}/{}", self.tenant, self.no.as_str()),
            WatchKind::Once { asked: AskedId(id) } => id.clone(),
        }
    }

    /// Whether a meeting that ended then is news to it.
    pub(super) fn waits_for(&self, end: Timestamp, now: Timestamp) -> bool {
        let is_news = match self.kind {
            WatchKind::Chat { .. } => now.duration_since(end) < NEWS,
            // It ends with its answer.
            WatchKind::Once { .. } => true,
        };
        is_news && self.seen.is_none_or(|seen| seen < end)
    }
}

#[cfg(test)]
mod tests;
