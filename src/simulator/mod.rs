//! (room to be built)

pub mod card;
