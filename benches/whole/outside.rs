//! What is outside the use cases: a platform that answers at once, and a store on disk.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use async_trait::async_trait;
use jiff::Timestamp;
use quality_bot::app::answer::*;
use quality_bot::app::asked::*;
use quality_bot::app::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use quality_bot::app::inbound::Task;
use quality_bot::app::ports::*;
use quality_bot::command::CommandError;
use quality_bot::quality::ids::{MeetingNo, OpenId, ParticipantId};
use quality_bot::settings::Language;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::meeting;

/// Everything outside.
pub(crate) struct Outside {
    people: u32,
    asked: Asked,
    folder: tempfile::TempDir,
    calls: AtomicUsize,
    bytes_kept: AtomicUsize,
    people_told: AtomicUsize,
}

#[derive(Deserialize)]
struct Body {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    participant_quality_list: Vec<Box<RawValue>>,
}

impl Outside {
    pub(crate) fn new(people: u32, asked: Asked) -> Result<Self> {
        let [calls, bytes_kept, people_told] = [0; 3].map(AtomicUsize::new);
        let folder = tempfile::tempdir()?;
        Ok(Self { people, asked, folder, calls, bytes_kept, people_told })
    }

    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes_kept(&self) -> usize {
        self.bytes_kept.load(Ordering::Relaxed)
    }

    pub(crate) fn people_told(&self) -> usize {
        self.people_told.load(Ordering::Relaxed)
    }

    fn file(&self, person: &ParticipantId) -> PathBuf {
        self.folder.path().join(person.as_str())
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

/// What a look at everybody never asks for.
macro_rules! never {
    () => {
        unreachable!("nobody asks for this here")
    };
}

#[async_trait]
impl Progress for Outside {
    async fn replied(&self, _: &MessageId) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Identity for Outside {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        never!()
    }
}

#[async_trait]
impl Meetings for Outside {
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
impl Messages for Outside {
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
impl Chats for Outside {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        Ok(false)
    }
}

#[async_trait]
impl Queue for Outside {
    async fn queue(&self, _: String, _: Task) -> Result<(), StoreError> {
        never!()
    }

    async fn queue_for(&self, _: Timestamp, _: String, _: Task) -> Result<(), StoreError> {
        never!()
    }
}

fn broken(error: &dyn std::fmt::Display) -> StoreError {
    StoreError(error.to_string())
}

#[async_trait]
impl Results for Outside {
    async fn find(
        &self,
        _: &str,
        _: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        let Ok(bytes) = fs::read(self.file(person)) else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|error| broken(&error))
    }

    async fn keep(&self, _: &str, kept: &Kept) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(kept).map_err(|error| broken(&error))?;
        self.bytes_kept.fetch_add(bytes.len(), Ordering::Relaxed);
        fs::write(self.file(&kept.person), bytes).map_err(|error| broken(&error))
    }

    async fn keep_part(
        &self,
        _: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(part).map_err(|error| broken(&error))?;
        let name = format!("{}.{place}", session.person.as_str());
        fs::write(self.folder.path().join(name), bytes).map_err(|error| broken(&error))
    }

    async fn parts(&self, _: &str, _: &Session) -> Result<Vec<Part>, StoreError> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl Calendar for Outside {
    async fn hold(&self, _: &str, _: &Meeting) -> Result<(), StoreError> {
        Ok(())
    }

    async fn held(&self, _: &str, _: MeetingNo, _: Period) -> Result<Vec<Meeting>, StoreError> {
        never!()
    }

    async fn held_with(&self, _: &str, _: &OpenId, _: Period) -> Result<Vec<Meeting>, StoreError> {
        never!()
    }

    async fn keep_roster(&self, _: &str, _: &Roster) -> Result<(), StoreError> {
        Ok(())
    }

    async fn roster(&self, _: &str, _: &str) -> Result<Option<Roster>, StoreError> {
        Ok(None)
    }
}

#[async_trait]
impl Questions for Outside {
    async fn note(&self, _: &Asked) -> Result<(), StoreError> {
        Ok(())
    }

    async fn withdraw(&self, _: &Asked) -> Result<(), StoreError> {
        never!()
    }

    async fn asked(&self, _: &AskedId) -> Result<Option<Asked>, StoreError> {
        Ok(Some(self.asked.clone()))
    }

    async fn opine(&self, _: &str, _: &About, _: &Opinion) -> Result<(), StoreError> {
        never!()
    }

    async fn opinions(&self, _: &str, _: &About) -> Result<Vec<Opinion>, StoreError> {
        never!()
    }

    async fn share(&self, _: &Asked) -> Result<(), StoreError> {
        never!()
    }

    async fn stop(&self, _: &AskedId, _: Stop, _: Timestamp) -> Result<(), StoreError> {
        never!()
    }

    async fn stopped(&self, _: &AskedId) -> Result<Option<Stop>, StoreError> {
        Ok(None)
    }

    async fn asked_in(&self, _: &str, _: &str, _: usize) -> Result<Vec<Asked>, StoreError> {
        never!()
    }
}

impl Cards for Outside {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        never!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        never!()
    }

    fn working(&self) -> Content {
        never!()
    }

    fn help(&self) -> Content {
        never!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        never!()
    }

    fn told_in_text(&self, told: &Told<'_>) -> Content {
        self.tell(told)
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        if let Told::Whole(whole, _) = told {
            self.people_told.store(whole.people.len(), Ordering::Relaxed);
        }
        Content::Card(String::new())
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        never!()
    }

    fn user_error(&self, error: &UserError, _: Option<&AskedId>) -> Content {
        Content::Card(format!("{error:?}"))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        never!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Card(String::new())
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Text(String::new())
    }
}

impl Pages for Outside {
    fn report(&self, _: &Answer, _: &ReportFacts, _: Language) -> Page {
        never!()
    }

    fn nothing(&self, _: Language) -> Page {
        never!()
    }

    fn file(&self, _: &Answer, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }

    fn whole_file(&self, _: &Whole, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }
}
