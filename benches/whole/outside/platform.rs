//! A platform that answers at once, from a generated meeting, and a chat that takes everything.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use async_trait::async_trait;
use jiff::Timestamp;
use quality_bot::app::answer::*;
use quality_bot::app::error::{PlatformError, Refusal};
use quality_bot::app::ports::*;
use quality_bot::quality::ids::{MeetingNo, OpenId, ParticipantId};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::never;
use crate::meeting;

/// Everybody in the meeting, and how often it was asked about them.
pub(crate) struct Platform {
    people: u32,
    calls: AtomicUsize,
}

#[derive(Deserialize)]
struct Body {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    participant_quality_list: Vec<Box<RawValue>>,
}

impl Platform {
    pub(crate) fn of(people: u32) -> Self {
        Self { people, calls: AtomicUsize::new(0) }
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    fn page(person: &ParticipantId, after: Option<&Cursor>) -> Result<RecordPage> {
        let number = person.as_str().trim_start_matches("ou_").parse()?;
        let place: usize = after.map_or(Ok(0), |after| after.0.parse())?;
        let pages = meeting::pages(number);
        let body: Body = serde_json::from_str(pages.get(place).context("no such page")?)?;
        let next = (place + 1 < pages.len()).then(|| Cursor((place + 1).to_string()));
        Ok(RecordPage { records: body.data.participant_quality_list, next })
    }
}

fn row(person: u32) -> (Option<ParticipantId>, Attendance) {
    let stay = meeting::stay(person);
    let attendance = Attendance {
        name: format!("Person {person}"),
        join: stay.join,
        leave: Some(stay.leave),
        external: false,
        telephone: false,
        time_in_meeting: stay.time_in_meeting,
        device: stay.device,
        app_version: stay.app_version,
        network_type: stay.network_type,
        protocol: stay.protocol,
        use_rtc_proxy: stay.use_rtc_proxy,
        microphone: stay.microphone,
        speaker: stay.speaker,
        camera: stay.camera,
        leave_reason: stay.leave_reason,
        site: stay.site,
        location: None,
    };
    (Some(format!("ou_{person}").into()), attendance)
}

#[async_trait]
impl Identity for Platform {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        never!()
    }
}

#[async_trait]
impl Meetings for Platform {
    async fn instances(
        &self,
        _: MeetingNo,
        _: Period,
        _: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        never!()
    }

    async fn attended(&self, _: &OpenId, _: Period) -> Result<Listed<Meeting>, PlatformError> {
        never!()
    }

    async fn attendance(
        &self,
        _: &Meeting,
        _: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        never!()
    }

    async fn participants(
        &self,
        _: &Meeting,
        _: Reach,
        _: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError> {
        Ok(Listed { items: (0..self.people).map(row).collect(), complete: true })
    }

    async fn records(
        &self,
        _: &Meeting,
        person: &ParticipantId,
        _: Timestamp,
        after: Option<&Cursor>,
        _: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        // As if it came over a network: others go on meanwhile.
        tokio::task::yield_now().await;
        Self::page(person, after).map_err(|error| PlatformError {
            api: "records",
            refusal: Refusal::Rejected,
            code: None,
            log_id: None,
            detail: error.to_string(),
        })
    }

    fn free_quality_calls(&self) -> usize {
        100
    }

    fn time_for(&self, _: usize) -> Duration {
        Duration::ZERO
    }
}

#[async_trait]
impl Messages for Platform {
    async fn reply(&self, _: &MessageId, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn upload(&self, _: &File) -> Result<FileKey, PlatformError> {
        never!()
    }

    async fn replace(&self, _: &MessageId, _: &Content) -> Result<(), PlatformError> {
        Ok(())
    }

    async fn send(&self, _: &Recipient, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn whisper(&self, _: &str, _: &OpenId, _: &Content) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn take_back(&self, _: &MessageId) -> Result<(), PlatformError> {
        never!()
    }
}

#[async_trait]
impl Chats for Platform {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        Ok(false)
    }
}
