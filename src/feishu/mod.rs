//! The platform: how its events come in, and the one path on which calls go out.

pub mod callback;
mod chats;
pub mod client;
pub mod content;
pub mod crypto;
pub mod envelope;
pub mod event;
pub mod signature;

mod api;
mod bot;
mod decode;
mod error;
mod files;
mod form;
mod im;
mod lenient;
mod line;
mod page;
mod rate;
mod records;
mod retry;
#[cfg(test)]
mod testbed;
mod token;
mod transport;
mod vc;
mod vc_rows;
mod window;
