//! What the use cases need from the outside, which `feishu`, `store` and `render` implement, and what
//! they are to those who drive them.

mod browsing;
mod chats;
mod kept;
mod meetings;
mod questions;
mod tasks;
mod words;

use std::sync::Arc;

pub use self::browsing::{Buttons, Reports};
pub use self::chats::{Chats, Identity, Messages, Recipient};
pub use self::kept::{Audit, Calendar, Forget, History, Results};
pub use self::meetings::{Lane, Listed, MeetingStatus, Meetings, Period, Reach, RecordPage};
pub use self::questions::{Questions, Watches};
pub use self::tasks::{Handler, Patrol, Progress, Queue};
pub use self::words::{Cards, Pages};
pub use super::ids::MessageId;
pub use super::said::{
    Content, File, FileFormat, FileKey, Offer, Page, Privacy, ReportFacts, ReportLink, SaidToast,
    Toast, ToastKind,
};
pub use super::told::{Forgotten, Remembered, Told, Whole};
use crate::clock::SharedClock;

/// Everything outside that the use cases need.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "a bundle of handles has nothing to show")]
pub struct Ports {
    pub identity: Arc<dyn Identity>,
    pub meetings: Arc<dyn Meetings>,
    pub messages: Arc<dyn Messages>,
    pub results: Arc<dyn Results>,
    pub questions: Arc<dyn Questions>,
    pub calendar: Arc<dyn Calendar>,
    pub history: Arc<dyn History>,
    pub watches: Arc<dyn Watches>,
    pub audit: Arc<dyn Audit>,
    pub forget: Arc<dyn Forget>,
    pub chats: Arc<dyn Chats>,
    pub queue: Arc<dyn Queue>,
    pub cards: Arc<dyn Cards>,
    pub pages: Arc<dyn Pages>,
    pub clock: SharedClock,
}
