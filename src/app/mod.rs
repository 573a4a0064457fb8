//! Use cases: what is done about a message, in the words of the ports.
//!
//! Invariants: every command gets exactly one reply, whatever happens; what goes wrong is said to
//! the asker in plain words, and what is ours to mend is logged once, with the id the asker saw.

mod access;
mod after;
pub mod answer;
pub mod asked;
pub mod audit;
mod buttons;
mod compare;
mod dispatch;
pub mod error;
mod failure;
mod ids;
pub mod inbound;
mod known;
pub mod link;
mod once;
pub mod ports;
mod presses;
mod quality;
mod question;
mod reply;
mod report;
mod roster;
mod said;
mod stops;
#[cfg(test)]
mod testbed;
#[cfg(test)]
mod tests;
pub mod told;
mod whole;

pub use dispatch::{App, AppOptions};
