//! Conversations: people, a simulated Feishu, and the real bot, over HTTP. Nothing of the bot is
//! replaced but its clock. Together they read as what the bot promises.

#![cfg(feature = "simulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod addressed;
mod asking;
mod comparing;
mod costs;
mod delivery;
mod fallbacks;
mod files;
mod forms;
mod health;
mod mistakes;
mod no_answer;
mod outside;
mod paging;
mod people;
mod pressing;
mod redelivery;
mod reports;
mod secrets;
mod stage;
mod stopping;
mod support;
mod times;
mod tokens;
mod trouble;
mod webhook;
mod whole_cards;
mod working_card;
