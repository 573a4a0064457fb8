//! One minute of one person, with its readings typed.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::metric::Metric;

/// What was measured in one minute. A reading that is not there was *not measured*: it is neither
/// zero nor good.
#[derive(Debug, Clone, PartialEq)]
pub struct Minute {
    /// The start of the minute, UTC.
    pub at: Timestamp,
    /// A bit for each reading that is there: half the size of as many options, and a large meeting
    /// has millions of them.
    known: u64,
    /// Zero where nothing is known.
    values: [f64; Metric::COUNT],
}

const _: () = assert!(Metric::COUNT <= u64::BITS as usize, "a bit for each reading");

impl Minute {
    /// A minute in which nothing is known yet.
    pub const fn empty(at: Timestamp) -> Self {
        Self { at, known: 0, values: [0.0; Metric::COUNT] }
    }

    /// The reading in the metric's own unit; `None` when it was not measured or not understood.
    pub const fn get(&self, metric: Metric) -> Option<f64> {
        if self.known & bit(metric) == 0 { None } else { Some(self.values[metric as usize]) }
    }

    /// Records a reading in the metric's own unit. What is derived is no reading.
    pub const fn set(&mut self, metric: Metric, value: f64) {
        self.known |= bit(metric);
        self.values[metric as usize] = value;
    }

    /// Whether it is the minute right after another.
    pub fn follows(&self, other: &Self) -> bool {
        self.at.duration_since(other.at) == SignedDuration::from_mins(1)
    }
}

/// Where a minute stands among others, each of which has a start and which come oldest first; `Err`
/// says where it would stand. Minutes mostly follow each other without a gap, so the place that
/// follows from the first one is looked at before any search.
pub(super) fn place_of<T>(
    at: Timestamp,
    minutes: &[T],
    start: impl Fn(&T) -> Timestamp,
) -> Result<usize, usize> {
    let guess = minutes.first().and_then(|first| {
        let minutes_later = (at.as_second() - start(first).as_second()).div_euclid(60);
        usize::try_from(minutes_later).ok()
    });
    match guess {
        Some(place) if minutes.get(place).is_some_and(|minute| start(minute) == at) => Ok(place),
        _ => minutes.binary_search_by_key(&at, start),
    }
}

const fn bit(metric: Metric) -> u64 {
    1 << metric as u64
}

/// A text the platform sent for a reading that no rule of ours could read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unparsed {
    /// Dotted path, such as `audio.bitrate_sent`.
    pub field: String,
    /// The text, verbatim; longer than 100 characters it is cut and ends in `…`. A lone `…` stands
    /// for all further texts of a field that has more than twenty.
    pub text: String,
    /// How often it came.
    pub count: u32,
}

/// All that was measured of one person in one meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measured {
    /// Distinct minutes, oldest first.
    pub minutes: Vec<Minute>,
    /// What could not be read, most frequent first.
    pub unparsed: Vec<Unparsed>,
    /// The zone of most times; `None` when none of them has one.
    pub offset: Option<Offset>,
}
