//! The records of one session, page by page.
//!
//! Invariants: a page that came is on disk before the next one is asked for, so that whoever is cut
//! off goes on there; what can be kept at once with the whole result is not kept twice, so a session
//! of one page, which most are, costs nothing; where a page begins is the platform's word, and one
//! that it takes back begins the session anew, and so does a session that was given up.

use jiff::Timestamp;
use serde_json::value::RawValue;

use super::Errand;
use crate::app::answer::{Cursor, Part, Session};
use crate::app::error::{PlatformError, Refusal};
use crate::app::failure::Failure;
use crate::app::ports::{Listed, Ports};
use crate::quality::ids::ParticipantId;

/// House: a whole day, the longest the platform answers for, has 15.
const PAGES: usize = 30;

/// Fetches sessions of somebody.
pub(super) struct Pages<'a> {
    pub ports: &'a Ports,
    pub errand: Errand<'a>,
    pub person: &'a ParticipantId,
    pub is_one_of_several: bool,
    /// The meeting ended a moment ago.
    pub may_still_come: bool,
}

/// How far a session was read.
#[derive(Default)]
struct Read {
    records: Vec<Box<RawValue>>,
    /// Pages so far.
    place: usize,
    /// Where the next one begins.
    next: Next,
}

#[derive(Default, PartialEq, Eq)]
enum Next {
    #[default]
    First,
    At(Cursor),
    End,
}

impl Read {
    fn take(&mut self, part: Part) {
        self.records.extend(part.records);
        self.place += 1;
        self.next = part.next.map_or(Next::End, Next::At);
    }

    fn after(&self) -> Option<&Cursor> {
        match &self.next {
            Next::At(cursor) => Some(cursor),
            Next::First | Next::End => None,
        }
    }

    fn into_list(self, complete: bool) -> Listed<Box<RawValue>> {
        Listed { items: self.records, complete }
    }
}

impl Pages<'_> {
    /// All records of the session that began then; none where the platform has nothing of it.
    pub(super) async fn of(&self, join: Timestamp) -> Result<Listed<Box<RawValue>>, Failure> {
        let Errand { tenant, meeting, lane, .. } = self.errand;
        let (instance, person) = (meeting.instance.clone(), self.person.clone());
        let session = Session { instance, person, join };
        let mut parts = self.ports.results.parts(tenant, &session).await?;
        if parts.len() >= PAGES && parts.last().is_some_and(|last| last.next.is_some()) {
            // It was given up. To go on there would give it up again, whatever the platform says now.
            parts.clear();
        }
        let mut goes_on = !parts.is_empty();
        let mut read = Read::default();
        parts.into_iter().for_each(|part| read.take(part));
        while read.next != Next::End {
            if read.place >= PAGES {
                return Ok(read.into_list(false));
            }
            let after = read.after();
            let api = &self.ports.meetings;
            let (records, next) = match api.records(meeting, self.person, join, after, lane).await {
                Ok(page) => (page.records, page.next),
                Err(error) if goes_on && is_refused(&error) => {
                    tracing::info!(%error, "a session begins anew");
                    (goes_on, read) = (false, Read::default());
                    continue;
                }
                Err(error) if error.refusal == Refusal::NoData && read.place == 0 => (vec![], None),
                Err(error) if error.refusal == Refusal::NoData => return Ok(read.into_list(false)),
                Err(error) => return Err(error.into()),
            };
            (self.errand.on_answer)();
            goes_on = false;
            // The same again would never end.
            let is_circle = next.is_some() && next.as_ref() == after;
            let part = Part { records, next, fetched_at: self.ports.clock.now() };
            if !is_circle && self.is_worth_keeping(&part) {
                self.ports.results.keep_part(tenant, &session, read.place, &part).await?;
            }
            read.take(part);
            if is_circle {
                return Ok(read.into_list(false));
            }
        }
        Ok(read.into_list(true))
    }

    /// Whether another page or session will be waited for before all is kept, or nothing will be
    /// because there is nothing: it would be asked for again.
    fn is_worth_keeping(&self, part: &Part) -> bool {
        match part.next {
            Some(_) => true,
            None if part.records.is_empty() => !self.may_still_come,
            None => self.is_one_of_several,
        }
    }
}

/// Whether it may be for where the page was to begin.
const fn is_refused(error: &PlatformError) -> bool {
    matches!(error.refusal, Refusal::Rejected | Refusal::NoData)
}
