//! Use cases: one file per command, the ports they need, and the two kinds of error.

pub mod answer;
pub mod error;
pub mod inbound;
pub mod ports;
