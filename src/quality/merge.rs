//! Records of all pages and sessions of a person become distinct minutes, oldest first.
//!
//! Invariants:
//! - A section belongs to the minute of its own time, never to its place in a list.
//! - `cpu_usage.time` has no zone and may lag: it takes the offset of its record's other sections
//!   and, when it is at most a minute away from the nearest of them, their minute.
//! - Of two values for one reading of one minute (the same page twice, or two devices that
//!   contradict each other) the one that comes first stays. Nothing else depends on the order.
//! - A section whose time cannot be read belongs to no minute; its time is counted as unparsed.
//!
//! Source: dossier 6.2, 6.6 and 14 (row 10), quality model 5.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use super::metric::{Metric, Section};
use super::minute::{Measured, Minute};
use super::reading::Reading;
use super::record::Record;
use super::time::TextTime;
use super::unreadable::{Field, Unreadable};

const SECTIONS: usize = Section::ALL.len();
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Reads records, each the JSON text of one `participant_quality_list` element, in any order.
pub fn measure<'a>(records: impl IntoIterator<Item = &'a str>) -> Measured {
    let mut merge = Merge::default();
    for json in records {
        match Record::parse(json) {
            Ok(record) => merge.add(&record),
            Err(_) => merge.unreadable.add(Field::Record, json),
        }
    }
    merge.finish()
}

/// Collects records into minutes.
#[derive(Default)]
pub(super) struct Merge<'a> {
    minutes: Vec<Minute>,
    /// Where each minute stands in `minutes`.
    index: HashMap<Timestamp, usize>,
    /// Where the last one asked for stands: readings come a record at a time.
    last: usize,
    /// How often each offset (in seconds) was seen.
    offsets: BTreeMap<i32, u32>,
    /// Records in which no time has an offset, until the offset of the others is known.
    zoneless: Vec<(Record<'a>, Times)>,
    unreadable: Unreadable,
}

/// The sections' own times, as far as they could be read.
type Times = [Option<TextTime>; SECTIONS];

impl<'a> Merge<'a> {
    pub(super) fn add(&mut self, record: &Record<'a>) {
        let times = times_of(record);
        for (section, text) in record.odd_sections() {
            self.unreadable.add(Field::Section(section), text);
        }
        let offset = times.iter().flatten().find_map(|time| time.offset);
        if let Some(offset) = offset {
            *self.offsets.entry(offset.seconds()).or_default() += 1;
        } else if times.iter().any(Option::is_some) {
            self.zoneless.push((record.clone(), times));
            return;
        }
        self.place(record, &times, offset);
    }

    pub(super) fn finish(mut self) -> Measured {
        let usual = self.offsets.iter().max_by_key(|(_, count)| **count);
        let offset = usual.and_then(|(seconds, _)| Offset::from_seconds(*seconds).ok());
        for (record, times) in std::mem::take(&mut self.zoneless) {
            self.place(&record, &times, offset);
        }
        self.minutes.sort_unstable_by_key(|minute| minute.at);
        Measured { minutes: self.minutes, unparsed: self.unreadable.into_list(), offset }
    }

    /// Puts every section's readings into its minute. `offset` is for times without one.
    fn place(&mut self, record: &Record<'_>, times: &Times, offset: Option<Offset>) {
        let minutes = minutes_of(times, offset);
        for (section, minute) in Section::ALL.into_iter().zip(minutes) {
            match minute {
                Some(at) => section.metrics().for_each(|metric| self.fill(at, metric, record)),
                None if section.metrics().any(|m| record.reading(m) != Reading::Missing) => {
                    let text = record.time(section).unwrap_or_default();
                    self.unreadable.add(Field::Time(section), text);
                }
                None => {}
            }
        }
    }

    fn fill(&mut self, at: Timestamp, metric: Metric, record: &Record<'_>) {
        match record.reading(metric) {
            Reading::Value(value) => {
                let minute = self.minute(at);
                if minute.get(metric).is_none() {
                    minute.set(metric, value);
                }
            }
            Reading::Missing => {}
            Reading::Unparsed => {
                let text = record.text(metric).unwrap_or_default();
                self.unreadable.add(Field::Reading(metric), text);
            }
        }
    }

    fn minute(&mut self, at: Timestamp) -> &mut Minute {
        let Self { minutes, index, last, .. } = self;
        if minutes.get(*last).is_none_or(|minute| minute.at != at) {
            *last = *index.entry(at).or_insert_with(|| {
                minutes.push(Minute::empty(at));
                minutes.len() - 1
            });
        }
        &mut minutes[*last]
    }
}

/// The sections of a record mostly share one time, which is then read once.
fn times_of(record: &Record<'_>) -> Times {
    let mut last: (Option<&str>, Option<TextTime>) = (None, None);
    Section::ALL.map(|section| {
        let text = record.time(section);
        if text != last.0 {
            last = (text, text.and_then(TextTime::parse));
        }
        last.1
    })
}

/// The minute each section belongs to.
fn minutes_of(times: &Times, offset: Option<Offset>) -> [Option<Timestamp>; SECTIONS] {
    let start = |time: TextTime| start_of_minute(time.at(offset)?);
    let mut last: (Option<TextTime>, Option<Timestamp>) = (None, None);
    let mut minutes = times.map(|time| {
        if time != last.0 {
            last = (time, time.and_then(start));
        }
        last.1
    });
    let [siblings @ .., cpu] = &mut minutes;
    if let Some(at) = cpu {
        let distance = |sibling: &Timestamp| at.duration_since(*sibling).abs();
        let nearest = siblings.iter().flatten().copied().min_by_key(distance);
        if let Some(sibling) = nearest.filter(|sibling| distance(sibling) <= MINUTE) {
            *at = sibling;
        }
    }
    minutes
}

fn start_of_minute(at: Timestamp) -> Option<Timestamp> {
    let second = at.as_second();
    Timestamp::from_second(second - second.rem_euclid(MINUTE.as_secs())).ok()
}

#[cfg(test)]
mod tests;
