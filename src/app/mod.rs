//! Use cases: what is done about a message, in the words of the ports.
//!
//! Invariants: every command gets exactly one reply, whatever happens; what goes wrong is said to
//! the asker in plain words, and what is ours to mend is logged once, with the id the asker saw.

pub mod answer;
pub mod asked;
mod compare;
mod dispatch;
pub mod error;
pub mod inbound;
mod known;
pub mod ports;
mod quality;
mod reply;

pub use dispatch::App;
