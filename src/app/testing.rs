//! A world of maps around the use cases that nobody asks for by a question: what comes by itself, and
//! what is remembered.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, ready};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::answer::{Answer, Attendance, Cursor, Kept, Meeting, Part, Roster, Session};
use super::asked::{About, Asked, AskedId, Opinion, Stop, Watch, WatchKind};
use super::audit::Look;
use super::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use super::inbound::{Attempt, InboundMessage, Task};
use super::link::Links;
use super::ports::*;
use super::{App, AppOptions};
use crate::clock::Clock;
use crate::command::CommandError;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::rules::Rules;
use crate::settings::{Access, Language};

/// Everything outside, and what the use cases did to it.
#[derive(Debug, Default)]
pub(super) struct World(Mutex<Things>);

/// What there is, to be set and read by tests.
#[derive(Debug, Default)]
pub(super) struct Things {
    pub(super) now: Timestamp,
    pub(super) watches: Vec<Watch>,
    pub(super) held: Vec<Meeting>,
    pub(super) rosters: Vec<Roster>,
    pub(super) remembered: Vec<Remembered>,
    pub(super) asked: Vec<Asked>,
    pub(super) stopped: Vec<AskedId>,
    pub(super) looks: Vec<Look>,
    /// When it is due, its claim, and the task; a claim is taken once.
    pub(super) queued: Vec<(Option<Timestamp>, String, Task)>,
    pub(super) sent: Vec<(Recipient, String)>,
    pub(super) replied: Vec<MessageId>,
    /// What cards said, as they were told it.
    pub(super) told: Vec<String>,
    /// Ended meetings, as the platform lists them.
    pub(super) listed: Vec<Meeting>,
    pub(super) rows: Vec<(Option<ParticipantId>, Attendance)>,
    pub(super) has_records: bool,
    pub(super) is_external: bool,
    /// Calls that were made of `meeting_list`, by number.
    pub(super) listings: Vec<MeetingNo>,
    /// How the platform refuses whatever is asked about meetings.
    pub(super) refusal: Option<Refusal>,
    /// How it refuses to say who is in a chat.
    pub(super) chat_refusal: Option<Refusal>,
    /// How it refuses messages.
    pub(super) send_refusal: Option<Refusal>,
    pub(super) store_is_broken: bool,
}

pub(super) const TENANT: &str = "ours";
pub(super) const CHAT: &str = "oc_1";

pub(super) fn number(digits: &str) -> MeetingNo {
    MeetingNo::parse(digits).unwrap()
}

pub(super) fn no() -> MeetingNo {
    number("123456789")
}

/// So many minutes after noon.
pub(super) fn minute(minutes: i64) -> Timestamp {
    let noon: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    noon + SignedDuration::from_mins(minutes)
}

/// A meeting of an hour that ended so many minutes after noon.
pub(super) fn meeting(instance: &str, end: i64) -> Meeting {
    Meeting {
        instance: instance.to_owned(),
        no: no(),
        topic: "Weekly".to_owned(),
        start: minute(end - 60),
        end: minute(end),
        owner: None,
        people: None,
    }
}

pub(super) fn person(id: &str) -> OpenId {
    OpenId(format!("ou_{id}"))
}

/// Said by `ou_asker` in a group.
pub(super) fn message(text: &str) -> InboundMessage {
    InboundMessage {
        tenant: TENANT.to_owned(),
        message_id: MessageId(format!("om_{text}")),
        chat_id: CHAT.to_owned(),
        direct: false,
        sender: person("asker"),
        sender_external: false,
        text: text.to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    }
}

pub(super) fn chat_watch(always: bool) -> Watch {
    Watch {
        tenant: TENANT.to_owned(),
        no: no(),
        kind: WatchKind::Chat { chat: CHAT.to_owned(), always },
        by: person("asker"),
        since: minute(0),
        seen: Some(minute(0)),
    }
}

/// One row of a participant list.
pub(super) fn row(name: &str, external: bool, minutes: i64) -> Attendance {
    Attendance {
        name: name.to_owned(),
        join: minute(0),
        leave: Some(minute(minutes)),
        external,
        time_in_meeting: None,
        device: None,
        app_version: None,
        network_type: None,
        protocol: None,
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: None,
        location: None,
    }
}

pub(super) fn first_attempt(task: Task) -> Attempt {
    Attempt { task, number: 1, last: false, hopeless: false, reply: None }
}

impl World {
    /// A world at noon.
    pub(super) fn new() -> Arc<Self> {
        let world = Self::default();
        world.things().now = minute(0);
        Arc::new(world)
    }

    pub(super) fn things(&self) -> MutexGuard<'_, Things> {
        self.0.lock().unwrap()
    }

    /// What was told since the last look.
    pub(super) fn told(&self) -> Vec<String> {
        std::mem::take(&mut self.things().told)
    }

    /// The use cases in it.
    pub(super) fn app(self: &Arc<Self>, access: Access) -> App {
        let options = AppOptions {
            lookback_days: 30,
            rules: Rules::default(),
            links: Links::new(&[7; 32], SignedDuration::from_hours(1), None),
            language: Language::EnUs,
            timezone: TimeZone::UTC,
            access,
            support: vec!["ou_support".to_owned()],
        };
        App::new(self.ports(), options)
    }

    fn ports(self: &Arc<Self>) -> Ports {
        Ports {
            identity: self.clone(),
            meetings: self.clone(),
            messages: self.clone(),
            results: self.clone(),
            questions: self.clone(),
            calendar: self.clone(),
            history: self.clone(),
            watches: self.clone(),
            audit: self.clone(),
            forget: self.clone(),
            chats: self.clone(),
            queue: self.clone(),
            cards: self.clone(),
            pages: self.clone(),
            clock: self.clone(),
        }
    }

    fn tell(&self, what: String) -> Content {
        self.things().told.push(what.clone());
        Content::Text(what)
    }

    /// The store, unless it is broken.
    fn store(&self) -> Result<MutexGuard<'_, Things>, StoreError> {
        let things = self.things();
        match things.store_is_broken {
            true => Err(StoreError("the disk is gone".to_owned())),
            false => Ok(things),
        }
    }

    fn ask_platform(&self) -> Result<MutexGuard<'_, Things>, PlatformError> {
        let things = self.things();
        match &things.refusal {
            Some(refusal) => Err(refused(refusal.clone())),
            None => Ok(things),
        }
    }
}

pub(super) fn refused(refusal: Refusal) -> PlatformError {
    let (api, detail) = ("GET /somewhere", "no".to_owned());
    PlatformError { api, refusal, code: Some(42), log_id: Some("log-1".to_owned()), detail }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        self.things().now
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }
}

#[async_trait]
impl Progress for World {
    async fn replied(&self, message: &MessageId) -> Result<(), StoreError> {
        self.store()?.replied.push(message.clone());
        Ok(())
    }
}

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
        assert_eq!(status, MeetingStatus::Ended);
        self.things().listings.push(no);
        let things = self.ask_platform()?;
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

/// Nothing of the minutes is kept here.
#[async_trait]
impl Results for World {
    async fn find(&self, _: &str, _: &str, _: &ParticipantId) -> Result<Option<Kept>, StoreError> {
        Ok(None)
    }

    async fn keep(&self, _: &str, _: &Kept) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn keep_part(&self, _: &str, _: &Session, _: usize, _: &Part) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn parts(&self, _: &str, _: &Session) -> Result<Vec<Part>, StoreError> {
        unreachable!()
    }
}

#[async_trait]
impl Questions for World {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        let mut things = self.store()?;
        things.asked.retain(|other| other.id != asked.id);
        things.asked.push(asked.clone());
        Ok(())
    }

    async fn withdraw(&self, _: &Asked) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        Ok(self.store()?.asked.iter().find(|asked| asked.id == *id).cloned())
    }

    async fn opine(&self, _: &str, _: &About, _: &Opinion) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn opinions(&self, _: &str, _: &About) -> Result<Vec<Opinion>, StoreError> {
        unreachable!()
    }

    async fn share(&self, _: &Asked) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn stop(&self, id: &AskedId, _: Stop, _: Timestamp) -> Result<(), StoreError> {
        self.store()?.stopped.push(id.clone());
        Ok(())
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        Ok(self.store()?.stopped.contains(id).then_some(Stop::Recalled))
    }

    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        let things = self.store()?;
        let here = |it: &&Asked| it.message.tenant == tenant && it.message.chat_id == chat;
        let mut asked: Vec<Asked> = things.asked.iter().filter(here).cloned().collect();
        asked.sort_by_key(|asked| std::cmp::Reverse(asked.at));
        asked.truncate(limit);
        Ok(asked)
    }
}

#[async_trait]
impl Calendar for World {
    async fn hold(&self, _: &str, meeting: &Meeting) -> Result<(), StoreError> {
        let mut things = self.store()?;
        things.held.retain(|other| other.instance != meeting.instance);
        things.held.push(meeting.clone());
        Ok(())
    }

    async fn held(
        &self,
        _: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        let things = self.store()?;
        let is_one = |it: &&Meeting| it.no == no && period.from <= it.end && it.end <= period.to;
        let mut held: Vec<Meeting> = things.held.iter().filter(is_one).cloned().collect();
        held.sort_by_key(|it| std::cmp::Reverse(it.end));
        Ok(held)
    }

    async fn held_with(&self, _: &str, _: &OpenId, _: Period) -> Result<Vec<Meeting>, StoreError> {
        unreachable!()
    }

    async fn keep_roster(&self, _: &str, _: &Roster) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn roster(&self, _: &str, instance: &str) -> Result<Option<Roster>, StoreError> {
        Ok(self.store()?.rosters.iter().find(|roster| roster.instance == instance).cloned())
    }
}

#[async_trait]
impl History for World {
    async fn remember(&self, _: &str, judged: &Remembered) -> Result<(), StoreError> {
        let mut things = self.store()?;
        let is_same = |it: &Remembered| {
            it.person == judged.person && it.meeting.instance == judged.meeting.instance
        };
        things.remembered.retain(|it| !is_same(it));
        things.remembered.push(judged.clone());
        Ok(())
    }

    async fn history(
        &self,
        _: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError> {
        let things = self.store()?;
        let is_one = |it: &&Remembered| it.person.is(person) && it.meeting.end > since;
        Ok(things.remembered.iter().filter(is_one).cloned().collect())
    }

    async fn remembered(&self, _: &str, about: &About) -> Result<Option<Remembered>, StoreError> {
        let things = self.store()?;
        let is_it =
            |it: &&Remembered| it.person == about.person && it.meeting.instance == about.instance;
        Ok(things.remembered.iter().find(is_it).cloned())
    }
}

fn is_same(one: &Watch, other: &Watch) -> bool {
    let place = |watch: &Watch| match &watch.kind {
        WatchKind::Chat { chat, .. } => chat.clone(),
        WatchKind::Once { asked } => asked.0.clone(),
    };
    one.tenant == other.tenant && one.no == other.no && place(one) == place(other)
}

#[async_trait]
impl Watches for World {
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError> {
        let mut things = self.store()?;
        match things.watches.iter_mut().find(|other| is_same(other, watch)) {
            Some(before) => *before = watch.clone(),
            None => things.watches.push(watch.clone()),
        }
        Ok(())
    }

    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError> {
        let mut things = self.store()?;
        let before = things.watches.len();
        things.watches.retain(|other| !is_same(other, watch));
        Ok(things.watches.len() < before)
    }

    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError> {
        let here = |it: &&Watch| {
            it.tenant == tenant
                && matches!(&it.kind, WatchKind::Chat { chat: other, .. } if other == chat)
        };
        Ok(self.store()?.watches.iter().filter(here).cloned().collect())
    }

    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        let of = |it: &&Watch| it.tenant == tenant && it.no == no;
        Ok(self.store()?.watches.iter().filter(of).cloned().collect())
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        Ok(self.store()?.watches.clone())
    }
}

#[async_trait]
impl Audit for World {
    async fn look(&self, look: &Look) -> Result<(), StoreError> {
        self.store()?.looks.push(look.clone());
        Ok(())
    }
}

#[async_trait]
impl Forget for World {
    async fn forget(&self, _: &str, person: &OpenId) -> Result<Forgotten, StoreError> {
        let mut things = self.store()?;
        let before = things.remembered.len();
        things.remembered.retain(|it| !it.person.is(person));
        let judgements = before - things.remembered.len();
        Ok(Forgotten { judgements, ..Forgotten::default() })
    }
}

#[async_trait]
impl Queue for World {
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError> {
        let mut things = self.store()?;
        if things.queued.iter().all(|(_, taken, _)| *taken != claim) {
            things.queued.push((None, claim, task));
        }
        Ok(())
    }

    async fn queue_for(&self, due: Timestamp, claim: String, task: Task) -> Result<(), StoreError> {
        let mut things = self.store()?;
        if things.queued.iter().all(|(_, taken, _)| *taken != claim) {
            things.queued.push((Some(due), claim, task));
        }
        Ok(())
    }
}

/// Says everything as it was told it.
impl Cards for World {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        unreachable!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        unreachable!()
    }

    fn working(&self) -> Content {
        unreachable!()
    }

    fn help(&self) -> Content {
        unreachable!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        unreachable!()
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        Self::tell(self, format!("{told:?}"))
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        unreachable!()
    }

    fn user_error(&self, error: &UserError, _: Option<&AskedId>) -> Content {
        Self::tell(self, format!("{error:?}"))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        unreachable!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        unreachable!()
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        unreachable!()
    }
}

impl Pages for World {
    fn report(&self, _: &Answer, _: &ReportFacts, _: Language) -> Page {
        unreachable!()
    }

    fn nothing(&self, _: Language) -> Page {
        unreachable!()
    }

    fn file(&self, _: &Answer, _: FileFormat, _: Language) -> Option<File> {
        unreachable!()
    }

    fn whole_file(&self, _: &Whole, _: FileFormat, _: Language) -> Option<File> {
        unreachable!()
    }
}
