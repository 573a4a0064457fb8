//! Buttons of cards: what somebody who presses one is told at once, and what is queued for it.
//!
//! Invariants: an answer comes within [`PATIENCE`], whatever the store does, because the client waits
//! three seconds (dossier 3.2); who presses is looked at anew at each press; a button is trusted to
//! say what is wanted, never what it is about; the same button pressed twice at once works once.

use std::fmt::Display;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{Either, select};
use jiff::Timestamp;

use super::asked::{Asked, AskedId, Opinion};
use super::dispatch::App;
use super::error::{FaultId, StoreError};
use super::inbound::{Op, Press, Task};
use super::ports::{Buttons, FileFormat, SaidToast, Toast};

/// How long a press may take; a little below what the client waits.
const PATIENCE: Duration = Duration::from_millis(2_500);

#[async_trait]
impl Buttons for App {
    async fn press(&self, press: Press) -> SaidToast {
        let late = self.ports.clock.alarm(PATIENCE);
        let toast = match select(Box::pin(self.pressed(&press)), late).await {
            Either::Left((Ok(toast), _)) => toast,
            Either::Left((Err(error), _)) => press_failed(&error),
            Either::Right(_) => press_failed(&"the store is slow"),
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
    async fn pressed(&self, press: &Press) -> Result<Toast, StoreError> {
        let Some(button) = &press.button else { return Ok(Toast::UnknownButton) };
        let asked = self.ports.questions.asked(&button.asked).await?;
        let Some(asked) = asked else { return Ok(Toast::TooOld) };
        let now = self.ports.clock.now();
        if press.external || asked.message.tenant != press.tenant {
            return Ok(Toast::Outsider);
        }
        if asked.is_past(now) {
            return Ok(Toast::TooOld);
        }
        match button.op {
            Op::Right => self.opine(press, &asked, true, now).await,
            Op::Wrong => self.opine(press, &asked, false, now).await,
            Op::Withdraw => self.withdraw(press, &asked).await,
            Op::Refresh if asked.answered.as_ref().is_some_and(|it| it.settled) => {
                Ok(Toast::UpToDate)
            }
            Op::Refresh | Op::ExportXlsx | Op::ExportCsv => {
                self.queue(press, asked.id, button.op, now).await
            }
            _ => Ok(Toast::UnknownButton),
        }
    }

    async fn opine(
        &self,
        press: &Press,
        asked: &Asked,
        right: bool,
        at: Timestamp,
    ) -> Result<Toast, StoreError> {
        // A card that asks for an opinion shows an answer.
        let Some(answered) = &asked.answered else { return Ok(Toast::UnknownButton) };
        let judged = answered.judged.clone();
        let opinion = Opinion { by: press.by.clone(), right, at, judged };
        self.ports.questions.opine(&press.tenant, &answered.about, &opinion).await?;
        Ok(Toast::Thanks { right })
    }

    async fn withdraw(&self, press: &Press, asked: &Asked) -> Result<Toast, StoreError> {
        if !asked.is_of(&press.by) {
            return Ok(Toast::NotYours);
        }
        self.ports.questions.withdraw(asked).await?;
        Ok(Toast::Withdrawn)
    }

    async fn queue(
        &self,
        press: &Press,
        asked: AskedId,
        op: Op,
        now: Timestamp,
    ) -> Result<Toast, StoreError> {
        if !self.presses.is_first(&asked, op, now) {
            return Ok(Toast::AlreadyOnIt);
        }
        let (card, press) = (press.card.clone(), press.event_id.clone());
        let claim = format!("e:{press}");
        let format = match op {
            Op::ExportCsv => Some(FileFormat::Csv),
            Op::ExportXlsx => Some(FileFormat::Xlsx),
            _ => None,
        };
        let (task, toast) = match format {
            Some(format) => (Task::Export { asked, card, format, press }, Toast::Exporting),
            None => (Task::Refresh { asked, card, press }, Toast::Refreshing),
        };
        self.ports.queue.queue(claim, task).await?;
        Ok(toast)
    }
}
