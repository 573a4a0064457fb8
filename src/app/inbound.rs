//! What comes in and has to be worked on, in our own words.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::answer::Meeting;
use super::asked::Watch;
use super::ids::AskedId;
pub use super::ids::MessageId;
use super::said::FileFormat;
use crate::quality::ids::OpenId;
use crate::settings::Language;

/// A piece of work that was accepted. `press` is the id of the callback that asked for it: each
/// press is answered once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// Somebody said something.
    Message(InboundMessage),
    /// A card's question is to be asked again, and the card replaced.
    Refresh {
        asked: AskedId,
        card: MessageId,
        press: String,
        #[serde(default)]
        who: Option<Presser>,
    },
    /// A card's answer is to be sent as a file, in reply to the card.
    Export {
        asked: AskedId,
        card: MessageId,
        format: FileFormat,
        press: String,
        #[serde(default)]
        who: Option<Presser>,
    },
    /// A question that followed from a card: answered in the card's place, or under it. Without a
    /// presser it is answered where it was asked.
    Ask {
        asked: AskedId,
        card: MessageId,
        in_place: bool,
        press: String,
        #[serde(default)]
        who: Option<Presser>,
    },
    /// Everybody in the meeting of a question, in the place of its card. Bulk work.
    Whole {
        asked: AskedId,
        card: MessageId,
        #[serde(default)]
        who: Option<Presser>,
    },
    /// Something that only one person is to see.
    Whisper { asked: AskedId, card: MessageId, to: OpenId, what: Whispered, press: String },
    /// The person a question is about is asked to share the answer.
    AskToShare { asked: AskedId, card: MessageId, press: String },
    /// The person does not share: the asker is told, under their message.
    Declined { asked: AskedId, card: MessageId, press: String },
    /// The other instances of a question's number, to pick from, under its card.
    Instances {
        asked: AskedId,
        card: MessageId,
        by: OpenId,
        press: String,
        #[serde(default)]
        chat: String,
    },
    /// Somebody took a message back.
    Recalled { message: MessageId },
    /// Somebody chose from the bot's menu.
    Menu { tenant: String, by: OpenId, event: String, at: Timestamp },
    /// A meeting has ended.
    Ended { tenant: String, meeting: Meeting },
    /// A report for who watches the number, when the data has come. Bulk work.
    Report { watch: Watch, meeting: Meeting },
}

impl Task {
    /// Who pressed for it, and in which chat; `None` where it follows from no press, or where an
    /// earlier version noted it.
    pub fn pressed_by(&self) -> Option<(&OpenId, &str)> {
        match self {
            Self::Refresh { who, .. }
            | Self::Export { who, .. }
            | Self::Ask { who, .. }
            | Self::Whole { who, .. } => who.as_ref().map(|who| (&who.by, who.chat.as_str())),
            Self::Instances { by, chat, .. } => Some((by, chat.as_str())),
            Self::Message(_)
            | Self::Whisper { .. }
            | Self::AskToShare { .. }
            | Self::Declined { .. }
            | Self::Recalled { .. }
            | Self::Menu { .. }
            | Self::Ended { .. }
            | Self::Report { .. } => None,
        }
    }
}

/// Who pressed a button, and in which chat its card stands: what follows is for them, and is said
/// under that card or in its place. The chat is empty when the platform does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presser {
    pub by: OpenId,
    pub chat: String,
}

/// What only one person is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whispered {
    /// Devices, networks and addresses.
    Details,
}

/// Somebody pressed a button of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The callback's own id.
    pub event_id: String,
    /// The tenant the bot is installed in (`header.tenant_key`).
    pub tenant: String,
    pub by: OpenId,
    /// The presser is of another tenant than the bot.
    pub external: bool,
    /// The message that holds the card.
    pub card: MessageId,
    /// The chat it stands in; empty when the platform does not say.
    pub chat: String,
    /// What the button carries; `None` when it is nothing that one of ours ever carried.
    pub button: Option<Button>,
}

impl Press {
    /// For whom what follows is, and where it is said.
    pub fn who(&self) -> Option<Presser> {
        Some(Presser { by: self.by.clone(), chat: self.chat.clone() })
    }
}

/// What a button asks for, and of which question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Button {
    pub asked: AskedId,
    pub op: Op,
    /// The place that was chosen in a list of the card, by its button or in a select.
    pub pick: Option<u16>,
    /// What was filled in, where the button sends a form.
    pub form: Option<FormValues>,
}

/// What was filled in. Comes from outside: nothing is checked yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FormValues {
    /// A place in the list of meetings.
    pub meeting: Option<u16>,
    /// A number that was typed.
    pub number: Option<String>,
    pub person: Option<OpenId>,
    /// `2026-11-20`.
    pub date: Option<String>,
}

/// What a button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    Refresh,
    ExportXlsx,
    ExportCsv,
    /// The judgement was right.
    Right,
    Wrong,
    /// The links to the report are withdrawn.
    Withdraw,
    /// Planned work ends.
    Cancel,
    /// One person of a whole meeting, or one of several whose names fit.
    Person,
    /// One instance of several.
    Instance,
    /// The other instances of the number.
    Instances,
    /// Everybody in the meeting.
    Whole,
    /// Devices, networks and addresses, for the presser's eyes.
    Details,
    /// An answer when the meeting has ended.
    WhenItEnds,
    /// The person is asked to share.
    AskToShare,
    /// The person shares.
    Share,
    /// The person does not.
    Decline,
    /// A form is sent.
    Submit,
    /// A watch ends.
    Unwatch,
}

impl Op {
    /// As a button carries it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::ExportXlsx => "export_xlsx",
            Self::ExportCsv => "export_csv",
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Withdraw => "withdraw",
            Self::Cancel => "cancel",
            Self::Person => "person",
            Self::Instance => "instance",
            Self::Instances => "instances",
            Self::Whole => "whole",
            Self::Details => "details",
            Self::WhenItEnds => "when_it_ends",
            Self::AskToShare => "ask_to_share",
            Self::Share => "share",
            Self::Decline => "decline",
            Self::Submit => "submit",
            Self::Unwatch => "unwatch",
        }
    }
}

/// One try at a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub task: Task,
    /// 1 when it is tried for the first time. Counted on disk before the work begins, so a value
    /// over 1 also means: an earlier try may have sent something.
    pub number: u32,
    /// No further try will follow this one.
    pub last: bool,
    /// Every try so far ended with the process: trying again would only do the same, so the asker
    /// is told that it did not work.
    pub hopeless: bool,
    /// The message an earlier try sent for this task, if it came to say so.
    pub reply: Option<MessageId>,
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The asker has an answer, or none was due.
    Done,
    /// Nobody could be answered now; a later try may succeed.
    Again { why: String },
    /// No try will ever succeed.
    Never { why: String },
    /// Nothing went wrong: it is to be looked at again at this time, as if for the first time.
    Later { due: Timestamp },
}

/// A chat message, as `im.message.receive_v1` brings it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMessage {
    /// The tenant the bot is installed in (`header.tenant_key`).
    pub tenant: String,
    pub message_id: MessageId,
    pub chat_id: String,
    /// A 1:1 chat; every unknown kind of chat counts as a group.
    pub direct: bool,
    pub sender: OpenId,
    /// The sender is of another tenant than the bot.
    pub sender_external: bool,
    /// Text with mentions as their keys; `post` is flattened; empty for pictures, files and so on.
    pub text: String,
    pub mentions: Vec<InboundMention>,
    /// When it was said; absent in what an earlier version noted.
    #[serde(default)]
    pub said_at: Option<Timestamp>,
    /// The language of the sender's client, where the platform tells it.
    #[serde(default)]
    pub language: Option<Language>,
}

/// One entry of `mentions`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundMention {
    pub key: String,
    pub id: Option<OpenId>,
    pub name: String,
    /// `mentioned_type` says so; it may be missing.
    pub bot: bool,
    pub external: bool,
}
