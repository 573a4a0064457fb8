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
mod chat;
mod compare;
mod dispatch;
pub mod error;
mod failure;
mod follow;
mod form;
mod ids;
pub mod inbound;
mod instance;
mod known;
pub mod link;
mod pair;
mod person;
pub mod ports;
mod presses;
mod private;
mod quality;
mod question;
mod recall;
mod rephrase;
mod reply;
mod report;
mod said;
mod share;
mod stops;
#[cfg(test)]
mod tests;
pub mod told;
mod whole;

pub use dispatch::{App, AppOptions};
