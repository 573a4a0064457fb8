//! The routes, through HTTP, with a queue in memory and a clock that is wound by hand.

mod challenges;
mod events;
mod health;
mod logs;
mod properties;
mod refusals;
mod support;
mod wire;
