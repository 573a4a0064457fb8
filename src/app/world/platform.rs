//! A platform that knows one meeting's people, takes so many calls a minute, and counts them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::pending;
use jiff::Timestamp;
use tokio::task::yield_now;

use super::clock::HandClock;
use super::people::{Data, Guest};
use super::{a_while, lock, never};
use crate::app::answer::{Attendance, Cursor, Meeting};
use crate::app::error::{PlatformError, Refusal};
use crate::app::ports::{Lane, Listed, MeetingStatus, Meetings, Period, Reach, RecordPage};
use crate::app::roster::Row;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Calls for records that are taken in a minute, and that bulk work leaves to others.
const LIMIT: usize = 100;
const RESERVE: usize = 5;
/// How long a call for records takes, in milliseconds.
const A_CALL: i64 = 50;

/// What the platform knows of meetings.
pub(crate) struct Platform {
    clock: Arc<HandClock>,
    state: Mutex<State>,
}

/// What there is, to be set by tests, and what was asked of it.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Ended meetings, as they are listed.
    pub meetings: Vec<Meeting>,
    /// Who was in any of them.
    pub guests: Vec<Guest>,
    /// Only a part of the participants is listed.
    pub is_partial: bool,
    /// How everything is refused.
    pub refusal: Option<Refusal>,
    /// The next cursor is not taken any more.
    pub forgets_cursors: bool,
    /// How many calls for records are answered, if not all; the others never are.
    pub cut: Option<usize>,

    /// The numbers whose meetings were listed.
    pub listings: Vec<MeetingNo>,
    /// How often participants were listed.
    pub lists: usize,
    /// Calls for records that were begun.
    pub begun: usize,
    /// Calls for records that were answered, in their order.
    pub answered: Vec<RecordsCall>,
    /// Calls for participants and records that somebody waited for.
    pub waited_for: usize,
    window: VecDeque<i64>,
}

/// A call for records: whose, of which session, from where.
pub(crate) type RecordsCall = (String, Timestamp, Option<String>);

impl State {
    fn is_cut(&self) -> bool {
        self.cut.is_some_and(|cut| self.answered.len() >= cut) && self.begun > self.answered.len()
    }

    fn refuses(&self) -> Result<(), PlatformError> {
        self.refusal.clone().map_or(Ok(()), |refusal| Err(refused(refusal)))
    }
}

impl Platform {
    pub(super) fn new(clock: Arc<HandClock>) -> Self {
        Self { clock, state: Mutex::default() }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(crate) fn calls(&self) -> Vec<RecordsCall> {
        self.state().answered.clone()
    }

    pub(crate) fn begun(&self) -> usize {
        self.state().begun
    }

    pub(crate) fn lists(&self) -> usize {
        self.state().lists
    }

    /// Ends when no more calls are answered, and all that came of those that were is done.
    pub(crate) async fn is_cut(&self) {
        while !self.state().is_cut() {
            yield_now().await;
        }
        for _ in 0..100 {
            yield_now().await;
        }
    }

    /// Leaves no calls of this minute.
    pub(crate) fn use_up(&self) {
        let now = self.clock.now_ms();
        self.state().window.extend([now; LIMIT]);
    }

    /// The gate: no more calls in a minute than are taken.
    fn let_through(&self, lane: &Lane) {
        let most = if *lane == Lane::Question { LIMIT } else { LIMIT - RESERVE };
        let window = &mut self.state().window;
        self.clock.wind(A_CALL);
        if window.len() >= most {
            let free_at = window[window.len() - most] + 60_000;
            self.clock.wind((free_at - self.clock.now_ms()).max(0));
        }
        window.push_back(self.clock.now_ms());
    }
}

/// A refusal of any kind.
pub(crate) fn refused(refusal: Refusal) -> PlatformError {
    let (api, detail) = ("GET /somewhere", "no".to_owned());
    PlatformError { api, refusal, code: Some(42), log_id: Some("log-1".to_owned()), detail }
}

#[async_trait]
impl Meetings for Platform {
    async fn instances(
        &self,
        no: MeetingNo,
        period: Period,
        status: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        let mut state = self.state();
        state.listings.push(no);
        state.refuses()?;
        let is_one = |it: &&Meeting| {
            status == MeetingStatus::Ended
                && it.no == no
                && period.from <= it.end
                && it.end <= period.to
        };
        let mut items: Vec<Meeting> = state.meetings.iter().filter(is_one).cloned().collect();
        items.sort_by_key(|it| std::cmp::Reverse(it.start));
        Ok(Listed { items, complete: true })
    }

    async fn attended(&self, _: &OpenId, _: Period) -> Result<Listed<Meeting>, PlatformError> {
        never!()
    }

    async fn attendance(
        &self,
        _: &Meeting,
        person: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        let state = self.state();
        state.refuses()?;
        let rows = state.guests.iter().flat_map(Guest::rows);
        let own = rows.filter(|(id, _)| id.as_ref() == Some(person));
        Ok(Listed { items: own.map(|(_, row)| row).collect(), complete: true })
    }

    async fn participants(
        &self,
        _: &Meeting,
        _: Reach,
        lane: &Lane,
    ) -> Result<Listed<Row>, PlatformError> {
        {
            let mut state = self.state();
            state.refuses()?;
            state.lists += 1;
            state.waited_for += usize::from(*lane == Lane::Question);
        }
        yield_now().await;
        let state = self.state();
        let items = state.guests.iter().flat_map(Guest::rows).collect();
        Ok(Listed { items, complete: !state.is_partial })
    }

    async fn records(
        &self,
        _: &Meeting,
        person: &ParticipantId,
        join: Timestamp,
        after: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        let is_answered = {
            let mut state = self.state();
            state.refuses()?;
            state.begun += 1;
            state.waited_for += usize::from(*lane == Lane::Question);
            state.cut.is_none_or(|cut| state.begun <= cut)
        };
        self.let_through(lane);
        a_while().await;
        if !is_answered {
            return pending().await;
        }
        let mut state = self.state();
        let cursor = after.map(|cursor| cursor.0.clone());
        state.answered.push((person.as_str().to_owned(), join, cursor));
        if after.is_some() && std::mem::take(&mut state.forgets_cursors) {
            return Err(refused(Refusal::Rejected));
        }
        let guest = state.guests.iter().find(|guest| guest.id == Some(person.as_str())).unwrap();
        match guest.data {
            Data::Nothing => Err(refused(Refusal::NoData)),
            Data::Unavailable => Err(refused(Refusal::Unavailable)),
            Data::NoRole => Err(refused(Refusal::AdminRoleMissing)),
            Data::Good | Data::Bad => Ok(guest.page(join, after)),
        }
    }

    fn free_quality_calls(&self) -> usize {
        let now = self.clock.now_ms();
        LIMIT - self.state().window.iter().filter(|at| **at + 60_000 > now).count()
    }

    fn time_for(&self, calls: usize) -> Duration {
        Duration::from_secs(60 * u64::try_from(calls / (LIMIT - RESERVE)).unwrap())
    }
}
