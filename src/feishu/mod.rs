//! The platform: how its events come in, and the one path on which calls go out.

pub mod content;
pub mod crypto;
pub mod envelope;
pub mod event;
pub mod signature;
