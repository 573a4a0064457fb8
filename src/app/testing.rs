//! A world of maps around the use cases that nobody asks for by a question: what comes by itself, and
//! what is remembered.

mod platform;
mod store;
mod words;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, ready};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::answer::{Attendance, Meeting, Roster};
use super::asked::{Asked, AskedId, Choices, Watch, WatchKind};
use super::audit::Look;
use super::error::{PlatformError, Refusal, StoreError};
use super::inbound::{Attempt, InboundMessage, Task};
use super::link::Links;
use super::ports::{Content, MessageId, Ports, Progress, Recipient, Remembered};
use super::{App, AppOptions};
use crate::clock::Clock;
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

/// A question that has no answer yet.
pub(super) fn question(message: InboundMessage, minutes: i64) -> Asked {
    Asked {
        id: AskedId::of(&message.message_id),
        message,
        pinned: None,
        choices: Choices::None,
        answered: None,
        whole: None,
        file: None,
        instead_of: None,
        at: minute(minutes),
        withdrawn: false,
        shared: false,
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
