//! Everybody in a meeting. (Stub.)

use async_trait::async_trait;

use super::answer::Meeting;
use super::asked::{Asked, AskedId};
use super::dispatch::App;
use super::failure::Failure;
use super::inbound::{Attempt, MessageId, Outcome};
use super::ports::{Lane, Progress};
use super::reply::Reply;
use super::told::Whole;

/// How far a look at everybody came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Steps {
    pub calls: u32,
    pub of_calls: u32,
    pub people: u32,
    pub of_people: u32,
}

/// Who is told how far a look at everybody came, and may end it.
#[async_trait]
pub(super) trait Tracker: Send + Sync {
    /// False when the work is to end.
    async fn came_to(&self, steps: Steps) -> bool;
}

impl App {
    /// Looks at everybody in a meeting that has ended; `None` when the tracker ended it.
    pub(super) async fn look_at_everybody(
        &self,
        _tenant: &str,
        _meeting: &Meeting,
        _lane: &Lane,
        _tracker: &dyn Tracker,
    ) -> Result<Option<Whole>, Failure> {
        todo!()
    }

    /// Answers a question about everybody: at once where it costs few calls, otherwise with a
    /// progress card in whose place a [`Task::Whole`](super::inbound::Task::Whole) puts the answer.
    /// The asker may see it; `asked` is not noted yet.
    pub(super) async fn answer_whole(
        &self,
        _asked: Asked,
        _meeting: &Meeting,
        _file: Option<crate::command::ExportFormat>,
        _sent: super::reply::Sent,
        _reply: &Reply<'_>,
    ) -> Outcome {
        todo!()
    }

    /// The planned work.
    pub(super) async fn whole_job(
        &self,
        _attempt: &Attempt,
        _asked: &AskedId,
        _card: &MessageId,
        _progress: &dyn Progress,
    ) -> Outcome {
        todo!()
    }

    /// The answer as it is kept, without asking the platform anything.
    pub(super) async fn kept_whole(&self, _asked: &Asked) -> Result<Option<Whole>, Failure> {
        todo!()
    }
}

pub(super) fn whose(
    _: &crate::quality::verdict::Verdict,
    _: &crate::quality::verdict::Verdict,
) -> super::told::Whose {
    todo!()
}
