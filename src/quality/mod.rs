//! The subject: what was measured in a meeting, minute by minute, and how good that was.
//!
//! ```text
//! JSON ──record──► texts ──reading, time──► merge ──► Measured ──rate──► judge ──► Judgement
//!                                                                                      │
//!          everybody's Judgements ──episode, side, scope, cause, voice──► diagnose ──► Verdict
//! ```
//!
//! [`answers`] goes the first half of it in one pass, for files that are as documented.
//!
//! Pure: no I/O, no clock, no async, and nothing else of this crate.
//!
//! Invariants: what was not measured is neither zero nor good; what could not be read is kept
//! verbatim and counted; the order in which records come changes nothing, unless they contradict
//! each other.

pub mod answers;
pub mod bounds;
pub mod capped;
pub mod case;
pub mod crowd;
pub mod diagnose;
pub mod ids;
pub mod judge;
pub mod judgement;
pub mod merge;
pub mod metric;
pub mod minute;
pub mod participant;
pub mod rate;
pub mod rated;
pub mod reading;
pub mod record;
pub mod rules;
pub mod semantics;
pub mod summary;
pub mod thresholds;
pub mod time;
pub mod together;
pub mod verdict;
pub mod voice;

mod cause;
mod episode;
mod fold;
mod scope;
mod side;
mod stream;
mod unreadable;
mod way;

#[cfg(test)]
mod tests;
