//! What comes in and has to be worked on, in our own words.

use serde::{Deserialize, Serialize};

use super::ids::AskedId;
pub use super::ids::MessageId;
use super::said::FileFormat;
use crate::quality::ids::OpenId;

/// A piece of work that was accepted. `press` is the id of the callback that asked for it: each
/// press is answered once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// Somebody said something.
    Message(InboundMessage),
    /// A card's question is to be asked again, and the card replaced.
    Refresh { asked: AskedId, card: MessageId, press: String },
    /// A card's answer is to be sent as a file, in reply to the card.
    Export { asked: AskedId, card: MessageId, format: FileFormat, press: String },
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
    /// What the button carries; `None` when it is nothing that one of ours ever carried.
    pub button: Option<Button>,
}

/// What a button asks for, and of which question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub asked: AskedId,
    pub op: Op,
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
