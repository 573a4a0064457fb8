//! Start and end of a request: their bounds, and the instance they belong to.

use super::{bad, meeting_no, number, required};
use crate::simulator::answer::Refusal;
use crate::simulator::faults::Fault;
use crate::simulator::query::Query;
use crate::simulator::world::{Instance, World};

pub(super) const DAY: i64 = 86_400;
/// How far an ongoing meeting's "now" may lie off ours.
const SKEW: i64 = 60;

/// `meeting_status` of a request (dossier 6.4); 3, upcoming, cannot be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ongoing,
    Ended,
}

impl Status {
    pub(super) fn read(query: &Query) -> Result<Self, Refusal> {
        match number(query, "meeting_status")? {
            None | Some(2) => Ok(Self::Ended),
            Some(1) => Ok(Self::Ongoing),
            Some(_) => Err(bad("meeting_status")),
        }
    }

    pub(super) fn fits(self, instance: &Instance) -> bool {
        instance.end.is_none() == (self == Self::Ongoing)
    }
}

/// Reads two required times: 126005 when the start is negative, 126006 when they are the wrong
/// way round or further apart than `longest_s`.
pub(super) fn span(
    query: &Query,
    names: (&str, &str),
    longest_s: i64,
) -> Result<(i64, i64), Refusal> {
    let second = |name| required(query, name)?.parse::<i64>().map_err(|_| bad(name));
    let (start, end) = (second(names.0)?, second(names.1)?);
    if start < 0 {
        return Err(Refusal::wrong(400, 126_005, "start time should not be negative"));
    }
    if end < start || end - start > longest_s {
        return Err(Refusal::wrong(400, 126_006, "time range is invalid"));
    }
    Ok((start, end))
}

/// The instance that number, start and end of a request name; 126009 when there is none.
///
/// The start may be exact or truncated to its minute ("accurate to the minute", dossier 6.6), and so
/// may the end; a meeting longer than a day is asked for up to a day after its start.
pub(super) fn instance<'a>(
    world: &'a World,
    query: &Query,
    status: Status,
    now: i64,
    fault: Option<&Fault>,
) -> Result<&'a Instance, Refusal> {
    let (start, end) = span(query, ("meeting_start_time", "meeting_end_time"), DAY)?;
    let no = meeting_no(required(query, "meeting_no")?)?;
    if start > now {
        return Err(Refusal::wrong(400, 126_005, "start time should not be in the future"));
    }
    let minute_only = matches!(fault, Some(Fault::StartOnTheMinute));
    let fits = |found: &&Instance| {
        let starts = start == minute(found.start) || (start == found.start && !minute_only);
        let ends = match found.end {
            None => end <= now + SKEW,
            Some(over) if over - found.start > DAY => end == start + DAY,
            Some(over) => end == over || end == minute(over),
        };
        status.fits(found) && starts && ends
    };
    let msg = "cannot find meeting according to the params you provide";
    world.instances(no).find(fits).ok_or_else(|| match fault {
        Some(Fault::StartOnTheMinute) => Refusal::of_the_world(400, 126_009, msg),
        _ => Refusal::wrong(400, 126_009, msg),
    })
}

fn minute(second: i64) -> i64 {
    second - second.rem_euclid(60)
}
