//! The subject: what was measured in a meeting, minute by minute, and how good that was.
//!
//! Pure: no I/O, no clock, no async, and nothing else of this crate.

pub mod ids;
pub mod judgement;
pub mod metric;
pub mod minute;
pub mod time;
