//! What is outside the use cases, as small as it can be, so that what is measured is theirs.

mod disk;
mod platform;
mod tasks;
mod words;

pub(crate) use self::disk::Disk;
pub(crate) use self::platform::Platform;
pub(crate) use self::tasks::Tasks;
pub(crate) use self::words::Words;

/// What a look at everybody never asks for.
macro_rules! never {
    () => {
        unreachable!("nobody asks for this here")
    };
}
use never;
