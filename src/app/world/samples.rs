//! A tenant, a chat, a number, and what is asked, watched and remembered in them.

use jiff::{SignedDuration, Timestamp};

use crate::app::answer::Meeting;
use crate::app::asked::{Asked, AskedId, Judged, Watch, WatchKind};
use crate::app::inbound::{Attempt, InboundMessage, MessageId, Task};
use crate::app::told::Remembered;
use crate::quality::ids::{MeetingNo, OpenId};
use crate::quality::judgement::Grade;

pub(crate) const TENANT: &str = "ours";
pub(crate) const CHAT: &str = "oc_1";

pub(crate) fn number(digits: &str) -> MeetingNo {
    MeetingNo::parse(digits).unwrap()
}

pub(crate) fn no() -> MeetingNo {
    number("123456789")
}

/// So many minutes after noon.
pub(crate) fn minute(minutes: i64) -> Timestamp {
    let noon: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
    noon + SignedDuration::from_mins(minutes)
}

/// A meeting of an hour that ended so many minutes after noon.
pub(crate) fn meeting(instance: &str, end: i64) -> Meeting {
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

/// Four hours from noon.
pub(crate) fn long_meeting() -> Meeting {
    Meeting { start: minute(0), ..meeting("7", 240) }
}

pub(crate) fn person(id: &str) -> OpenId {
    OpenId(format!("ou_{id}"))
}

/// Said by `ou_asker` in a group.
pub(crate) fn message(text: &str) -> InboundMessage {
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
pub(crate) fn question(message: InboundMessage, minutes: i64) -> Asked {
    Asked::new(AskedId::of(&message.message_id), message, minute(minutes))
}

pub(crate) fn chat_watch(always: bool) -> Watch {
    Watch {
        tenant: TENANT.to_owned(),
        no: no(),
        kind: WatchKind::Chat { chat: CHAT.to_owned(), always },
        by: person("asker"),
        since: minute(0),
        seen: Some(minute(0)),
    }
}

/// A good hour of somebody.
pub(crate) fn remembered(of: &str, meeting: Meeting) -> Remembered {
    Remembered {
        meeting,
        person: person(of).into(),
        name: of.to_owned(),
        judged: Judged { grade: Grade::Good, bad_minutes: 0, causes: Vec::new() },
        rated_minutes: 60,
        by_cause: Default::default(),
        network_type: None,
        app_version: None,
    }
}

pub(crate) fn first_attempt(task: Task) -> Attempt {
    Attempt { task, number: 1, last: false, hopeless: false, reply: None }
}
