//! What is said, shown and offered: contents of messages, buttons' answers, pages and files.
//!
//! These are words between the use cases, which decide what is said, and whoever says it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::FaultId;
use super::ids::AskedId;
use super::told::WhyRefused;
use crate::settings::Language;

/// What is said in the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Card JSON 2.0, serialised.
    Card(String),
    /// Plain text, when no card can be shown. Never holds text from outside.
    Text(String),
    /// A file that was uploaded; cannot replace a card.
    File(FileKey),
}

/// The platform's name for an uploaded file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct FileKey(pub String);

/// What a card offers beside the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub asked: AskedId,
    pub report: ReportLink,
    /// All of the result is kept, so that it can be sent as a file.
    pub file: bool,
    /// How much the readers of the card may see.
    pub privacy: Privacy,
}

/// Where the report is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportLink {
    At(String),
    /// The operator has not said where browsers reach the bot.
    NoAddress,
    /// The data is not complete, or the links were withdrawn.
    Nowhere,
}

/// How much may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// To the person themself alone: the names of their devices too.
    Own,
    /// To a chat: neither devices' names nor addresses.
    Chat,
    /// Where the tenant blocks personal data (230028): no word from outside at all.
    Nothing,
}

/// What somebody who pressed a button is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toast {
    /// Their opinion was kept.
    Thanks {
        right: bool,
    },
    /// The data is being looked up again.
    Refreshing,
    /// The meeting is over and all of its data is here.
    UpToDate,
    /// The file will be sent into the chat.
    Exporting,
    /// Somebody pressed this a moment ago.
    AlreadyOnIt,
    /// The links to the report do not work any more.
    Withdrawn,
    /// Only who asked, or whom it is about, may do this.
    NotYours,
    /// Of another tenant.
    Outsider,
    /// The presser may not see it.
    Refused(WhyRefused),
    /// A button that this version does not know.
    UnknownButton,
    /// What was chosen is being looked up.
    LookingUp,
    /// The work ends.
    Cancelling,
    /// It goes to the presser alone.
    ToYouAlone,
    /// The presser will be told when the meeting has ended.
    WillTell,
    /// The person was asked to share.
    ShareAsked,
    Shared,
    Declined,
    Unwatched,
    /// A form that says too little: neither a meeting nor a number.
    NoMeetingChosen,
    /// What was typed into a form cannot be read as a number of nine digits, or as a date.
    Unreadable,
    /// The day in a form is still to come.
    FutureDate,
    /// The day in a form is more than a year ago.
    LongAgo,
    /// The card is older than the two weeks for which it works, or nothing is known of it any more.
    TooOld,
    Fault(FaultId),
}

/// How a toast looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToastKind {
    Info,
    Success,
    Warning,
    Error,
}

/// A toast in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidToast {
    pub kind: ToastKind,
    /// For clients of another language.
    pub content: String,
    pub zh_cn: String,
    pub en_us: String,
}

/// A page for a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Whether it is what was asked for.
    pub found: bool,
    pub html: String,
    /// The value of the header of that name.
    pub content_security_policy: String,
    pub language: Language,
}

/// What a report page says beside the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFacts {
    /// Of its own link, for the links in it.
    pub token: String,
    pub expires: Timestamp,
    pub privacy: Privacy,
    /// How many readers of the card said that it was right, and that it was not.
    pub right: usize,
    pub wrong: usize,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileFormat {
    Csv,
    Xlsx,
}

/// A file for a reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// With its ending; safe for any file system.
    pub name: String,
    pub format: FileFormat,
    pub bytes: Vec<u8>,
}
