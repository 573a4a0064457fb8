//! The routes, through HTTP, with a queue in memory and a clock that is wound by hand.

mod challenges;
mod desk;
mod events;
mod health;
mod logs;
mod presses;
mod properties;
mod refusals;
mod reports;
mod support;
mod wire;
