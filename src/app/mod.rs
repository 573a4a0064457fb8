//! Use cases: what is done about a message, in the words of the ports.
//!
//! Invariants: every command gets exactly one reply, whatever happens; what goes wrong is said to
//! the asker in plain words, and what is ours to mend is logged once, with the id the asker saw.

mod access;
pub mod answer;
mod arrival;
pub mod asked;
pub mod audit;
mod buttons;
mod compare;
mod dispatch;
mod doctor;
mod ended;
mod ends;
pub mod error;
mod failure;
mod forget;
mod history;
mod ids;
pub mod inbound;
mod known;
pub mod link;
mod patrol;
pub mod ports;
mod presses;
mod quality;
mod question;
mod recent;
mod reply;
mod report;
mod said;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod told;
mod trend;
mod watch;
mod watch_report;
mod whole;

pub use dispatch::{App, AppOptions};
