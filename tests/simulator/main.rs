//! The simulator must accept what is right and refuse what Feishu refuses.
//!
//! A plain HTTP client calls it here; none of the bot's own code takes part. The dossier's sections
//! are the source of every row.

#![cfg(feature = "simulator")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod chat_client;
mod chat_doings;
mod client;
mod demo_world;
mod ephemeral;
mod faults;
mod files;
mod forms;
mod happens;
mod limits;
mod messages;
mod presses;
mod pushes;
mod receiver;
mod reports;
mod tokens;
