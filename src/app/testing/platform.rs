//! The platform, as the world has it.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::{World, person, refused};
use crate::app::answer::{Attendance, Cursor, Meeting};
use crate::app::error::{PlatformError, Refusal};
use crate::app::ports::*;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

#[async_trait]
impl Identity for World {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        self.ask_platform().map(|_| person("bot"))
    }
}

#[async_trait]
impl Meetings for World {
    async fn instances(
        &self,
        no: MeetingNo,
        period: Period,
        status: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        self.things().listings.push(no);
        let things = self.ask_platform()?;
        if status == MeetingStatus::Ongoing {
            return Ok(Listed { items: Vec::new(), complete: true });
        }
        let is_one = |it: &&Meeting| it.no == no && period.from <= it.end && it.end <= period.to;
        let mut items: Vec<Meeting> = things.listed.iter().filter(is_one).cloned().collect();
        items.sort_by_key(|it| std::cmp::Reverse(it.start));
        Ok(Listed { items, complete: true })
    }

    async fn attended(&self, _: &OpenId, _: Period) -> Result<Listed<Meeting>, PlatformError> {
        unreachable!()
    }

    async fn attendance(
        &self,
        _: &Meeting,
        who: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        let things = self.ask_platform()?;
        let own = things.rows.iter().filter(|(id, _)| id.as_ref() == Some(who));
        Ok(Listed { items: own.map(|(_, row)| row.clone()).collect(), complete: true })
    }

    async fn participants(
        &self,
        _: &Meeting,
        _: Reach,
        lane: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError> {
        assert!(matches!(lane, Lane::Bulk(_)), "nobody waits for it");
        Ok(Listed { items: self.ask_platform()?.rows.clone(), complete: true })
    }

    async fn records(
        &self,
        _: &Meeting,
        _: &ParticipantId,
        _: Timestamp,
        _: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        assert!(matches!(lane, Lane::Bulk(_)), "nobody waits for it");
        if !self.ask_platform()?.has_records {
            return Err(refused(Refusal::NoData));
        }
        let record = serde_json::value::to_raw_value("a minute").unwrap();
        Ok(RecordPage { records: vec![record], next: None })
    }

    fn free_quality_calls(&self) -> usize {
        usize::from(self.things().refusal.is_none())
    }

    fn time_for(&self, _: usize) -> Duration {
        unreachable!()
    }
}

#[async_trait]
impl Messages for World {
    async fn reply(&self, _: &MessageId, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        unreachable!()
    }

    async fn upload(&self, _: &File) -> Result<FileKey, PlatformError> {
        unreachable!()
    }

    async fn replace(&self, _: &MessageId, _: &Content) -> Result<(), PlatformError> {
        unreachable!()
    }

    async fn send(
        &self,
        to: &Recipient,
        content: &Content,
        uuid: &str,
    ) -> Result<MessageId, PlatformError> {
        assert!(uuid.len() <= 50);
        let mut things = self.things();
        let Content::Text(text) = content else { unreachable!() };
        match things.send_refusal.clone() {
            Some(Refusal::PersonalDataBlocked) if text.contains("privacy: Nothing") => {}
            Some(refusal) => return Err(refused(refusal)),
            None => {}
        }
        things.sent.push((to.clone(), text.clone()));
        Ok(MessageId(format!("om_{uuid}")))
    }

    async fn whisper(&self, _: &str, _: &OpenId, _: &Content) -> Result<MessageId, PlatformError> {
        unreachable!()
    }

    async fn take_back(&self, _: &MessageId) -> Result<(), PlatformError> {
        unreachable!()
    }
}

#[async_trait]
impl Chats for World {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        let things = self.things();
        match &things.chat_refusal {
            Some(refusal) => Err(refused(refusal.clone())),
            None => Ok(things.is_external),
        }
    }
}
