//! The platform: how its events come in, and the one path on which calls go out.

pub mod event;
