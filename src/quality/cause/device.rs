//! The microphones and loudspeakers that the rules of RC14 to RC16 speak of.

use jiff::{SignedDuration, Timestamp};

use super::super::case::Case;
use super::super::participant::Stay;
use super::super::verdict::{Evidence, FactKind};

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The device of the participant list that was in use in the last of these minutes.
pub(super) fn device_in_use(
    case: &Case<'_>,
    minutes: &[Timestamp],
    what: FactKind,
    of: fn(&Stay) -> Option<&str>,
) -> Option<Evidence> {
    let at = *minutes.last()?;
    let was_there = |stay: &&Stay| stay.join < at + MINUTE && stay.leave > at;
    let stays = case.me.person.stays.iter().filter(was_there);
    let text = stays.filter_map(of).next_back()?.to_owned();
    Some(Evidence::Fact { what, text })
}
