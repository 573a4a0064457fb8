//! Conversations: people, a simulated Feishu, and the real bot, over HTTP. Nothing of the bot is
//! replaced but its clock. Together they read as what the bot promises.

#![cfg(feature = "simulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod access;
mod addressed;
mod asking;
mod at_once;
mod auditing;
mod broken_off;
mod comparing;
mod costs;
mod delivery;
mod doctoring;
mod ended;
mod explaining;
mod exporting;
mod fallbacks;
mod files;
mod forgetting;
mod forms;
mod health;
mod history;
mod languages;
mod mistakes;
mod names;
mod no_answer;
mod outside;
mod outsiders;
mod paging;
mod pairs;
mod people;
mod planned;
mod pressers;
mod pressing;
mod privately;
mod queued;
mod recalling;
mod redelivery;
mod refusals;
mod reports;
mod running;
mod secrets;
mod sharing;
mod stage;
mod stopping;
mod strange;
mod support;
mod times;
mod tokens;
mod trouble;
mod watching;
mod webhook;
mod whole;
mod whole_cards;
mod working_card;
