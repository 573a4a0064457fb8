//! A Feishu bot that says how good a meeting was for one person.
//!
//! A command travels through the rooms in this order; each room's first line says what it is for,
//! and `tests/architecture.rs` keeps the arrows between them as `docs/ARCHITECTURE.md` draws them.
//!
//! ```text
//! ingress ──► inbox ──► app ──► quality
//!  verify,    durable    │  ╲     pure judgement
//!  decrypt    before     │   ╲
//!             the 200    ▼    ╲──► render ──► feishu
//!                     command        card      the one send path
//! ```

pub mod analyze;
pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
#[cfg(feature = "simulator")]
pub mod demo;
pub mod feishu;
pub mod inbox;
pub mod ingress;
pub mod quality;
pub mod render;
pub mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
pub mod startup;
pub mod store;
pub mod telemetry;
