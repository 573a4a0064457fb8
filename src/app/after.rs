//! Stubs of the use cases beside questions about meetings.

use async_trait::async_trait;
use jiff::Timestamp;

use super::answer::Meeting;
use super::asked::{Asked, Watch};
use super::dispatch::App;
use super::error::StoreError;
use super::failure::Failure;
use super::inbound::{Attempt, InboundMessage, Outcome};
use super::ports::{Patrol, Progress};
use super::reply::Said;
use super::told::Whole;
use crate::command::Person;
use crate::quality::ids::MeetingNo;

impl App {
    pub(super) async fn recent(&self, _message: &InboundMessage) -> Result<Said, Failure> {
        todo!()
    }

    pub(super) async fn trend(
        &self,
        _message: &InboundMessage,
        _person: &Person,
        _days: u16,
    ) -> Result<Said, Failure> {
        todo!()
    }

    pub(super) async fn watch(
        &self,
        _message: &InboundMessage,
        _no: MeetingNo,
        _always: bool,
    ) -> Result<Said, Failure> {
        todo!()
    }

    pub(super) async fn watched_here(&self, _message: &InboundMessage) -> Result<Said, Failure> {
        todo!()
    }

    pub(super) async fn unwatch(
        &self,
        _message: &InboundMessage,
        _no: MeetingNo,
    ) -> Result<Said, Failure> {
        todo!()
    }

    /// The asker of a question about a running meeting wants its answer when it has ended.
    pub(super) async fn when_it_ends(
        &self,
        _asked: &Asked,
        _no: MeetingNo,
    ) -> Result<(), StoreError> {
        todo!()
    }

    pub(super) async fn forget_me(&self, _message: &InboundMessage) -> Result<Said, Failure> {
        todo!()
    }

    pub(super) async fn end_watch(
        &self,
        _message: &InboundMessage,
        _no: MeetingNo,
    ) -> Result<(), StoreError> {
        todo!()
    }

    pub(super) async fn remember(
        &self,
        _tenant: &str,
        _answer: &super::answer::Answer,
    ) -> Result<(), StoreError> {
        todo!()
    }

    /// Support only: who asks was checked.
    pub(super) async fn doctor(&self) -> Said {
        todo!()
    }

    /// A meeting has ended: it is noted, and whoever waits for it gets what they wanted.
    pub(super) async fn ended(&self, _tenant: &str, _meeting: &Meeting) -> Outcome {
        todo!()
    }

    /// The report for a watch, as soon as the data is there.
    pub(super) async fn watch_report(
        &self,
        _attempt: &Attempt,
        _watch: &Watch,
        _meeting: &Meeting,
        _progress: &dyn Progress,
    ) -> Outcome {
        todo!()
    }

    /// Looks for meetings that are watched and whose end nobody told; returns when to look again.
    pub(super) async fn patrol(&self) -> Timestamp {
        todo!()
    }

    /// Remembers the judgements of everybody in a meeting.
    pub(super) async fn remember_whole(
        &self,
        _tenant: &str,
        _whole: &Whole,
    ) -> Result<(), StoreError> {
        todo!()
    }
}

#[async_trait]
impl Patrol for App {
    async fn patrol(&self) -> Timestamp {
        self.patrol().await
    }
}
