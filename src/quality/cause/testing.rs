//! Meetings for the tests of the rules, in the words of the rules:
//! `people([minutes(10).loss_sent(6.0).from(3).to(7).wifi(), minutes(10).office("north")])`.
//!
//! A meeting of `minutes(n)` is clean: sound and picture flow both ways, nothing is shared, the
//! computer is idle. A reading that is said afterwards holds in every minute; `from`, `to` and `at`
//! bound all that was said since the last bound.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::super::case::Case;
use super::super::crowd::Crowd;
use super::super::diagnose::{Diagnosis, case_of, diagnose, rated};
use super::super::metric::Metric;
use super::super::minute::{Measured, Minute};
use super::super::participant::{Participant, Site, Stay};
use super::super::rules::Rules;
use super::super::tests::at;
use super::super::verdict::{Cause, Verdict};

/// Somebody in the making.
#[derive(Debug, Clone)]
pub(in crate::quality) struct Person {
    name: String,
    length: i64,
    changes: Vec<Change>,
    /// Where the changes begin that the next bound is for.
    unbounded: usize,
    stays: Vec<Stay>,
}

#[derive(Debug, Clone)]
struct Change {
    what: What,
    minutes: RangeInclusive<i64>,
}

#[derive(Debug, Clone)]
enum What {
    Reads(Metric, Option<f64>),
    IsMissing,
}

/// A clean meeting of so many minutes, numbered from 0.
pub(in crate::quality) fn minutes(length: i64) -> Person {
    Person {
        name: String::new(),
        length,
        changes: Vec::new(),
        unbounded: 0,
        stays: vec![stay(0, length)],
    }
}

/// A stay of which only the times are known.
pub(in crate::quality) fn stay(from: i64, to: i64) -> Stay {
    Stay {
        join: at(from),
        leave: at(to),
        time_in_meeting: None,
        device: None,
        app_version: None,
        network_type: None,
        protocol: None,
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: None,
    }
}

/// Readings.
impl Person {
    /// The reading is this.
    pub(in crate::quality) fn with(self, metric: Metric, value: f64) -> Self {
        self.change(What::Reads(metric, Some(value)))
    }

    /// The reading was not measured.
    pub(in crate::quality) fn without(self, metric: Metric) -> Self {
        self.change(What::Reads(metric, None))
    }

    /// Nothing was measured at all.
    pub(in crate::quality) fn missing(self) -> Self {
        self.change(What::IsMissing)
    }

    pub(in crate::quality) fn loss_sent(self, percent: f64) -> Self {
        self.with(Metric::NetworkPacketLossAvgSent, percent)
    }

    pub(in crate::quality) fn loss_received(self, percent: f64) -> Self {
        self.with(Metric::NetworkPacketLossAvgReceived, percent)
    }

    pub(in crate::quality) fn delay(self, millis: f64) -> Self {
        self.with(Metric::NetworkDelay, millis)
    }

    pub(in crate::quality) fn jitter_sent(self, millis: f64) -> Self {
        self.with(Metric::AudioJitterSent, millis)
    }

    pub(in crate::quality) fn jitter_received(self, millis: f64) -> Self {
        self.with(Metric::AudioJitterReceived, millis)
    }

    /// Average of everything that runs, and of the meeting's client alone.
    pub(in crate::quality) fn cpu(self, system: f64, client: f64) -> Self {
        self.with(Metric::CpuSystemAvg, system).with(Metric::CpuClientAvg, client)
    }

    /// The picture that arrives stands still more than it moves.
    pub(in crate::quality) fn choppy_video(self) -> Self {
        self.with(Metric::VideoFramerateReceived, 3.0)
    }

    /// What was said since the last bound holds from this minute on.
    pub(in crate::quality) fn from(mut self, minute: i64) -> Self {
        for change in &mut self.changes[self.unbounded..] {
            change.minutes = minute..=*change.minutes.end();
        }
        self
    }

    /// What was said since the last bound holds up to this minute, and in it.
    pub(in crate::quality) fn to(mut self, minute: i64) -> Self {
        for change in &mut self.changes[self.unbounded..] {
            change.minutes = *change.minutes.start()..=minute;
        }
        self.throughout()
    }

    /// What was said since the last bound holds in this minute alone.
    pub(in crate::quality) fn at(self, minute: i64) -> Self {
        self.from(minute).to(minute)
    }

    /// What was said since the last bound holds in every minute.
    pub(in crate::quality) fn throughout(mut self) -> Self {
        self.unbounded = self.changes.len();
        self
    }

    fn change(mut self, what: What) -> Self {
        self.changes.push(Change { what, minutes: 0..=self.length - 1 });
        self
    }
}

/// What the participant list says.
impl Person {
    pub(in crate::quality) fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    pub(in crate::quality) fn wifi(self) -> Self {
        self.network_type("wifi")
    }

    pub(in crate::quality) fn network_type(self, text: &str) -> Self {
        self.listed(|stay| stay.network_type = Some(text.to_owned()))
    }

    /// Behind the same public address as others of that office.
    pub(in crate::quality) fn office(self, name: &str) -> Self {
        let site = Site { public_ip: Some(name.to_owned()), internal_network: None };
        self.listed(|stay| stay.site = Some(site.clone()))
    }

    /// In the meeting for that much less than from join to leave.
    pub(in crate::quality) fn away(self, length: Duration) -> Self {
        self.listed(|stay| {
            let there = stay.leave.duration_since(stay.join).unsigned_abs();
            stay.time_in_meeting = Some(there - length);
        })
    }

    /// Changes every row.
    pub(in crate::quality) fn listed(mut self, change: impl FnMut(&mut Stay)) -> Self {
        self.stays.iter_mut().for_each(change);
        self
    }

    /// These rows instead of the one from first minute to last.
    pub(in crate::quality) fn stays(mut self, stays: impl Into<Vec<Stay>>) -> Self {
        self.stays = stays.into();
        self
    }
}

impl From<Person> for Participant {
    fn from(person: Person) -> Self {
        let minutes = (0..person.length).filter_map(|n| {
            let mut minute = clean(n);
            for change in person.changes.iter().filter(|change| change.minutes.contains(&n)) {
                match change.what {
                    What::Reads(metric, Some(value)) => minute.set(metric, value),
                    What::Reads(metric, None) => minute = forget(&minute, metric),
                    What::IsMissing => return None,
                }
            }
            Some(minute)
        });
        let measured = Measured { minutes: minutes.collect(), ..Measured::default() };
        Self { name: person.name, measured, stays: person.stays }
    }
}

fn clean(n: i64) -> Minute {
    let mut minute = Minute::empty(at(n));
    for (metric, value) in CLEAN {
        minute.set(*metric, *value);
    }
    minute
}

fn forget(minute: &Minute, metric: Metric) -> Minute {
    let mut without = Minute::empty(minute.at);
    for known in Metric::all().filter(|known| *known != metric) {
        if let Some(value) = minute.get(known) {
            without.set(known, value);
        }
    }
    without
}

const CLEAN: &[(Metric, f64)] = &[
    (Metric::NetworkDelay, 40.0),
    (Metric::NetworkBitrateReceived, 1_400.0),
    (Metric::NetworkPacketLossAvgReceived, 0.2),
    (Metric::NetworkPacketLossMaxReceived, 1.0),
    (Metric::NetworkBitrateSent, 1_400.0),
    (Metric::NetworkPacketLossAvgSent, 0.1),
    (Metric::NetworkPacketLossMaxSent, 1.0),
    (Metric::AudioMicInputVolume, -25.0),
    (Metric::AudioSpeakerVolume, -25.0),
    (Metric::AudioBitrateReceived, 40.0),
    (Metric::AudioLatencyReceived, 60.0),
    (Metric::AudioJitterReceived, 5.0),
    (Metric::AudioBitrateSent, 40.0),
    (Metric::AudioLatencySent, 60.0),
    (Metric::AudioJitterSent, 5.0),
    (Metric::VideoBitrateReceived, 1_200.0),
    (Metric::VideoLatencyReceived, 60.0),
    (Metric::VideoJitterReceived, 8.0),
    (Metric::VideoMaximumResolutionReceived, 720.0),
    (Metric::VideoFramerateReceived, 25.0),
    (Metric::VideoBitrateSent, 1_200.0),
    (Metric::VideoLatencySent, 60.0),
    (Metric::VideoJitterSent, 8.0),
    (Metric::VideoMaximumResolutionSent, 720.0),
    (Metric::VideoFramerateSent, 25.0),
    (Metric::CpuClientAvg, 15.0),
    (Metric::CpuClientMax, 20.0),
    (Metric::CpuSystemAvg, 25.0),
    (Metric::CpuSystemMax, 31.0),
];

/// A meeting whose first person is the one who asks.
#[derive(Debug)]
pub(in crate::quality) struct Meeting {
    people: Vec<Participant>,
    rules: Rules,
}

pub(in crate::quality) fn people(people: impl IntoIterator<Item = Person>) -> Meeting {
    Meeting { people: people.into_iter().map(Participant::from).collect(), rules: Rules::default() }
}

/// Nobody else's data is known.
pub(in crate::quality) fn alone(person: Person) -> Meeting {
    people([person])
}

impl Meeting {
    /// Judged otherwise than by default.
    pub(in crate::quality) fn under(mut self, change: impl FnOnce(&mut Rules)) -> Self {
        change(&mut self.rules);
        self
    }

    /// What one rule by itself says of the first person.
    pub(in crate::quality) fn says(&self, rule: fn(&Case<'_>) -> Option<Cause>) -> Option<Cause> {
        self.look(rule)
    }

    /// Shows the first person's case.
    pub(in crate::quality) fn look<T>(&self, look: impl FnOnce(&Case<'_>) -> T) -> T {
        let everybody = rated(&self.people, &self.rules);
        let crowd = Crowd::of(&everybody, &self.rules);
        look(&case_of(0, &everybody, &crowd, &self.rules))
    }

    pub(in crate::quality) fn diagnose(&self) -> Diagnosis {
        diagnose(&self.people, &self.rules)
    }

    /// The first person's verdict.
    pub(in crate::quality) fn verdict(&self) -> Verdict {
        self.diagnose().verdicts.swap_remove(0)
    }
}
