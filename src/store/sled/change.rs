//! The changes the committer makes.

use jiff::Timestamp;

use super::place::{Aged, Place};
use super::thing::Thing;
use crate::store::{Accepted, JobId, JobLane};

/// One change. Values are encoded already, on the thread that asked.
#[derive(Debug)]
pub(super) enum Change {
    /// Claims and queues a job, unless the claim is taken.
    Accept { claim: String, at: Timestamp, lane: JobLane, due: Timestamp, job: Vec<u8> },
    /// Rewrites a job that stays where it is.
    Save { id: JobId, job: Vec<u8> },
    /// Rewrites a job that then waits until `due`.
    Retry { id: JobId, lane: JobLane, due: Timestamp, job: Vec<u8> },
    /// Removes a job.
    Finish { id: JobId },
    /// Moves a job to the dead ones.
    Bury { id: JobId, dead: Thing },
    /// Keeps something, replacing what stood there; what it makes needless goes.
    Keep { thing: Thing, needless: Vec<Place> },
    /// Puts something that is kept already into its lists.
    List { place: Place, entries: Vec<Vec<u8>> },
    /// Removes what is still as old as it was when it was looked up.
    Expire { aged: Vec<Aged> },
    /// Removes these, of whatever age.
    Remove { places: Vec<Place> },
    /// Keeps a setting, unless there is one.
    Setting { name: String, initial: Vec<u8> },
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Accepted(Accepted),
    /// So many were there.
    Removed(usize),
    Setting(Vec<u8>),
    Written,
}
