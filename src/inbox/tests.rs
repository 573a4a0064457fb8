//! The inbox on a clock that the tests wind.

mod lanes;
mod rounds;
mod scene;
mod worker;
