//! Buttons of cards: what somebody who presses one is told at once, and what is queued for it.
//!
//! Invariants: an answer comes within [`PATIENCE`], whatever the store and the platform do, because
//! the client waits three seconds (dossier 3.2); who presses is looked at anew at each press; a button
//! is trusted to say what is wanted, never what it is about; the same button pressed twice at once
//! works once.

use std::fmt::Display;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{Either, select};
use jiff::Timestamp;

use super::access::{Whose, may_see_details};
use super::asked::{Asked, AskedId, Opinion, Stop};
use super::audit::How;
use super::dispatch::App;
use super::error::FaultId;
use super::failure::Failure;
use super::inbound::{Button, Op, Press, Task, Whispered};
use super::ports::{Buttons, FileFormat, SaidToast, Toast};
use super::private::Place;
use super::sight::OnRecord;
use super::told::WhyRefused;

/// How long a press may take; a little below what the client waits.
const PATIENCE: Duration = Duration::from_millis(2_500);

#[async_trait]
impl Buttons for App {
    async fn press(&self, press: Press) -> SaidToast {
        let late = self.ports.clock.alarm(PATIENCE);
        let toast = match select(Box::pin(self.pressed(&press)), late).await {
            Either::Left((Ok(toast), _)) => toast,
            Either::Left((Err(Failure::Store(error)), _)) => press_failed(&error),
            Either::Left((Err(Failure::Platform(error)), _)) => press_failed(&error),
            Either::Left((Err(failure), _)) => press_failed(&format!("{failure:?}")),
            Either::Right(_) => press_failed(&"the store or the platform is slow"),
        };
        let op = press.button.map(|button| button.op);
        tracing::info!(event_id = press.event_id, ?op, ?toast, "pressed");
        self.ports.cards.toast(&toast)
    }
}

fn press_failed(error: &dyn Display) -> Toast {
    let id = FaultId::random();
    tracing::error!(fault.id = %id, %error, "a press was not dealt with");
    Toast::Fault(id)
}

impl App {
    async fn pressed(&self, press: &Press) -> Result<Toast, Failure> {
        let Some(button) = &press.button else { return Ok(Toast::UnknownButton) };
        let asked = self.ports.questions.asked(&button.asked).await?;
        let Some(asked) = asked else { return Ok(Toast::TooOld) };
        let now = self.ports.clock.now();
        if press.external || asked.message.tenant != press.tenant {
            self.note_outsiders_press(press, &asked, button.op).await?;
            return Ok(Toast::Outsider);
        }
        if asked.is_past(now) {
            return Ok(Toast::TooOld);
        }
        match button.op {
            Op::Right => self.opine(press, &asked, true, now).await,
            Op::Wrong => self.opine(press, &asked, false, now).await,
            Op::Withdraw => self.withdraw(press, &asked).await,
            Op::Refresh => self.refresh_pressed(press, &asked, button).await,
            Op::ExportXlsx => self.file_pressed(press, &asked, button, FileFormat::Xlsx).await,
            Op::ExportCsv => self.file_pressed(press, &asked, button, FileFormat::Csv).await,
            Op::Cancel => self.cancel_pressed(press, &asked, now).await,
            Op::Details => self.details_pressed(press, &asked, button).await,
            Op::Person | Op::Instance | Op::Instances | Op::Whole | Op::Submit => {
                self.chosen(press, &asked, button).await
            }
            Op::WhenItEnds => self.wait_pressed(press, &asked).await,
            Op::AskToShare | Op::Share | Op::Decline => {
                self.share_pressed(press, asked, button).await
            }
            Op::Unwatch => self.unwatch_pressed(press, &asked, button).await,
        }
    }

    async fn opine(
        &self,
        press: &Press,
        asked: &Asked,
        right: bool,
        at: Timestamp,
    ) -> Result<Toast, Failure> {
        // A card that asks for an opinion shows an answer.
        let Some(answered) = &asked.answered else { return Ok(Toast::UnknownButton) };
        if let Some(toast) = self.no_sight(press, asked, OnRecord::Refusal(How::Card)).await? {
            return Ok(toast);
        }
        let judged = answered.judged.clone();
        let opinion = Opinion { by: press.by.clone(), right, at, judged };
        self.ports.questions.opine(&press.tenant, &answered.about, &opinion).await?;
        Ok(Toast::Thanks { right })
    }

    async fn withdraw(&self, press: &Press, asked: &Asked) -> Result<Toast, Failure> {
        if !asked.is_of(&press.by) {
            return Ok(Toast::NotYours);
        }
        self.ports.questions.withdraw(asked).await?;
        Ok(Toast::Withdrawn)
    }

    async fn refresh_pressed(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let answered = asked.answered.as_ref().map(|it| it.settled);
        let settled = answered.or(asked.whole.as_ref().map(|it| it.settled)) == Some(true);
        if let Some(toast) = self.no_sight(press, asked, OnRecord::Refusal(How::Card)).await? {
            return Ok(toast);
        }
        if settled {
            return Ok(Toast::UpToDate);
        }
        let (asked, card) = (asked.id.clone(), press.card.clone());
        let task = Task::Refresh { asked, card, press: press.event_id.clone(), who: press.who() };
        self.once(press, button, task, Toast::Refreshing).await
    }

    async fn file_pressed(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
        format: FileFormat,
    ) -> Result<Toast, Failure> {
        if asked.pinned.is_none() {
            return Ok(Toast::UnknownButton);
        }
        if let Some(toast) = self.no_sight(press, asked, OnRecord::Look(How::File)).await? {
            return Ok(toast);
        }
        let (asked, card, who) = (asked.id.clone(), press.card.clone(), press.who());
        let task = Task::Export { asked, card, format, press: press.event_id.clone(), who };
        self.once(press, button, task, Toast::Exporting).await
    }

    async fn cancel_pressed(
        &self,
        press: &Press,
        asked: &Asked,
        now: Timestamp,
    ) -> Result<Toast, Failure> {
        if asked.message.sender != press.by && !self.is_support(press.into()) {
            return Ok(Toast::NotYours);
        }
        self.ports.questions.stop(&asked.id, Stop::Cancelled, now).await?;
        self.stops.stop(&asked.id, Stop::Cancelled);
        if !self.planned.is_under_way(&asked.id)
            && let Err(error) = self.say_cancelled(press, &asked.id).await
        {
            tracing::warn!(?error, "the card is replaced when the work's turn comes");
        }
        Ok(Toast::Cancelling)
    }

    /// Work that has not begun hears nothing: its card is replaced here. Not where people of other
    /// tenants read along, as the work knows how to tell the asker alone.
    async fn say_cancelled(&self, press: &Press, id: &AskedId) -> Result<(), Failure> {
        let Some(asked) = self.ports.questions.asked(id).await? else { return Ok(()) };
        let Some(meeting) = asked.pinned.as_ref().filter(|_| !asked.has_answer()) else {
            return Ok(());
        };
        let place = Place::of(&asked.message, Some((&press.by, &press.chat)));
        if self.outsiders_read(place).await {
            return Ok(());
        }
        let queued = self.planned.queued_for(id).into_iter().find(|piece| piece.id == *id);
        let steps = queued.map(|piece| piece.steps).unwrap_or_default();
        let card = self.cancelled_card(id, meeting.no, steps);
        self.ports.messages.replace(&press.card, &card).await?;
        Ok(self.drop_queued(id).await?)
    }

    async fn details_pressed(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let Some((meeting, about)) = asked.pinned.as_ref().zip(asked.kept()) else {
            return Ok(Toast::UnknownButton);
        };
        let whose = Whose::One(&about.person);
        if !may_see_details(self.facts(press.into(), meeting, whose)) {
            let why = Some(WhyRefused::OnlySupport);
            self.note_look(press.into(), meeting, whose, How::Details, why).await?;
            return Ok(Toast::NotYours);
        }
        let (asked, card, to) = (asked.id.clone(), press.card.clone(), press.by.clone());
        let (what, press_id) = (Whispered::Details, press.event_id.clone());
        let task = Task::Whisper { asked, card, to, what, press: press_id };
        self.once(press, button, task, Toast::ToYouAlone).await
    }

    async fn wait_pressed(&self, press: &Press, asked: &Asked) -> Result<Toast, Failure> {
        if asked.message.sender != press.by {
            return Ok(Toast::NotYours);
        }
        let Some(no) = self.number_of(asked).await else { return Ok(Toast::UnknownButton) };
        self.when_it_ends(asked, no).await?;
        Ok(Toast::WillTell)
    }

    async fn share_pressed(
        &self,
        press: &Press,
        asked: Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let Some((person, _)) = self.person_of(&asked).await else {
            return Ok(Toast::UnknownButton);
        };
        let expected = if button.op == Op::AskToShare { &asked.message.sender } else { &person };
        if press.by != *expected {
            return Ok(Toast::NotYours);
        }
        if asked.shared {
            // The answer is there, and nobody takes it back.
            return Ok(Toast::Shared);
        }
        let (id, event) = (asked.id.clone(), press.event_id.clone());
        let card = asked.message.message_id.clone();
        let (task, toast) = match button.op {
            Op::AskToShare => (
                Task::AskToShare { asked: id, card: press.card.clone(), press: event },
                Toast::ShareAsked,
            ),
            Op::Share => {
                self.ports.questions.share(&asked).await?;
                // Where it was asked, whoever shares it where.
                let (in_place, who) = (false, None);
                (Task::Ask { asked: id, card, in_place, press: event, who }, Toast::Shared)
            }
            _ => {
                // Said once, however often it is pressed.
                let press = format!("{}/declined", id.0);
                (Task::Declined { asked: id, card, press }, Toast::Declined)
            }
        };
        self.once(press, button, task, toast).await
    }

    /// Whoever talks in a chat may end its watches there.
    async fn unwatch_pressed(
        &self,
        press: &Press,
        asked: &Asked,
        button: &Button,
    ) -> Result<Toast, Failure> {
        let Some(pick) = button.pick else { return Ok(Toast::UnknownButton) };
        let talks_there = !asked.message.direct && press.chat == asked.message.chat_id;
        if press.by != asked.message.sender && !talks_there {
            return Ok(Toast::NotYours);
        }
        if !self.unwatch_pick(asked, pick).await? {
            return Ok(Toast::UnknownButton);
        }
        Ok(Toast::Unwatched)
    }

    /// Queues what a press asks for, unless the same was pressed a moment ago.
    pub(super) async fn once(
        &self,
        press: &Press,
        button: &Button,
        task: Task,
        toast: Toast,
    ) -> Result<Toast, Failure> {
        if !self.presses.is_first(button, &press.by, self.ports.clock.now()) {
            return Ok(Toast::AlreadyOnIt);
        }
        let queued = self.ports.queue.queue(format!("e:{}", press.event_id), task).await;
        queued.inspect_err(|_| self.presses.take_back(button, &press.by))?;
        Ok(toast)
    }
}
