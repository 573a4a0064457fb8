//! Conversations: people, a simulated Feishu, and the real bot, over HTTP. Nothing of the bot is
//! replaced but its clock. Together they read as what the bot promises.

#![cfg(feature = "simulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod access;
mod addressed;
mod asking;
mod auditing;
mod comparing;
mod costs;
mod delivery;
mod fallbacks;
mod files;
mod health;
mod languages;
mod mistakes;
mod no_answer;
mod outside;
mod outsiders;
mod paging;
mod pressing;
mod privately;
mod recalling;
mod redelivery;
mod refusals;
mod reports;
mod secrets;
mod sharing;
mod stage;
mod stopping;
mod support;
mod tokens;
mod trouble;
mod webhook;
mod whole_cards;
mod working_card;
