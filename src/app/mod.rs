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
mod chat;
mod compare;
mod dispatch;
mod doctor;
mod ended;
mod ends;
pub mod error;
mod failure;
mod file;
mod follow;
mod forget;
mod form;
mod history;
mod ids;
pub mod inbound;
mod instance;
mod known;
mod lately;
pub mod link;
mod meant;
mod once;
mod outsider;
mod pair;
mod patrol;
mod person;
mod picker;
mod planned;
pub mod ports;
mod presses;
mod private;
mod quality;
mod question;
mod quote;
mod recall;
mod recent;
mod rephrase;
mod reply;
mod report;
mod roster;
mod said;
mod seek;
mod share;
mod sight;
mod stops;
#[cfg(test)]
mod tests;
pub mod told;
mod trend;
mod watch;
mod watch_report;
mod whole;
#[cfg(test)]
mod world;

pub use dispatch::{App, AppOptions};
