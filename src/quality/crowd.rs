//! Everybody at once, minute by minute: how many were bad, where they sat, and who sent badly.
//!
//! Counted once for a meeting, so that a rule about others costs no look at each of them. Whose
//! address is not known is taken to sit apart from everybody else (quality model 4).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::bounds::CauseBounds;
use super::capped::Capped;
use super::metric::Metric;
use super::minute::place_of;
use super::participant::Participant;
use super::rate::RatedMinute;
use super::rated::Rated;
use super::rules::Rules;
use super::way::{Way, is_poor, poor};

/// The people of a meeting, named by their place in the list.
#[derive(Debug, Clone, Default)]
pub struct Crowd {
    site_of: Vec<usize>,
    /// Whether the site of a place is known by an address.
    located: Vec<bool>,
    /// Oldest first.
    minutes: Vec<(Timestamp, Census)>,
    /// What the pictures of a whole meeting have in common when a quota is used up.
    capped: Option<Capped>,
}

/// One minute of everybody with something rated in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Census {
    pub everybody: Count,
    /// By site.
    pub sites: Vec<Count>,
    /// Of those whose sent side was bad, one.
    a_sender: usize,
}

/// How many people, and how many of them with what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub rated: u32,
    pub bad: u32,
    /// Poor loss of what they sent.
    pub losing_sent: u32,
    /// Poor loss of what they received.
    pub losing_received: u32,
    /// Something of what they sent was poor.
    pub senders: u32,
    /// Something of what they received was poor, and nothing of what they sent.
    pub receivers: u32,
}

impl Count {
    pub(super) fn of(minute: &RatedMinute<'_>) -> Self {
        if minute.state.is_none() {
            return Self::default();
        }
        let lost = |metric| u32::from(poor(minute).any(|other| other == metric));
        let sends_badly = is_poor(minute, Way::Sent);
        Self {
            rated: 1,
            bad: u32::from(minute.is_bad()),
            losing_sent: lost(Metric::NetworkPacketLossAvgSent),
            losing_received: lost(Metric::NetworkPacketLossAvgReceived),
            senders: u32::from(sends_badly),
            receivers: u32::from(!sends_badly && is_poor(minute, Way::Received)),
        }
    }

    fn add(&mut self, other: Self) {
        self.rated += other.rated;
        self.bad += other.bad;
        self.losing_sent += other.losing_sent;
        self.losing_received += other.losing_received;
        self.senders += other.senders;
        self.receivers += other.receivers;
    }

    /// All but those.
    pub(super) const fn without(self, other: Self) -> Self {
        Self {
            rated: self.rated.saturating_sub(other.rated),
            bad: self.bad.saturating_sub(other.bad),
            losing_sent: self.losing_sent.saturating_sub(other.losing_sent),
            losing_received: self.losing_received.saturating_sub(other.losing_received),
            senders: self.senders.saturating_sub(other.senders),
            receivers: self.receivers.saturating_sub(other.receivers),
        }
    }
}

impl Census {
    /// How many sites somebody bad sat at.
    pub(super) fn bad_sites(&self) -> u32 {
        let bad = self.sites.iter().filter(|site| site.bad > 0).count();
        u32::try_from(bad).unwrap_or(u32::MAX)
    }

    /// The place of the one person whose sent side was bad while most others received badly.
    pub(super) fn to_blame(&self, bounds: &CauseBounds) -> Option<usize> {
        let Count { rated, senders, receivers, .. } = self.everybody;
        let others = rated.saturating_sub(1);
        let are_most = f64::from(receivers) > bounds.speaker_share * f64::from(others);
        (senders == 1 && are_most).then_some(self.a_sender)
    }
}

impl Crowd {
    pub(super) fn of(people: &[Rated<'_>], rules: &Rules) -> Self {
        let site_of = sites(people);
        let sites = site_of.iter().max().map_or(0, |last| last + 1);
        let mut minutes: BTreeMap<Timestamp, Census> = BTreeMap::new();
        for (place, rated) in people.iter().enumerate() {
            for minute in &rated.minutes {
                let count = Count::of(minute);
                let census = minutes.entry(minute.at()).or_default();
                census.sites.resize(sites, Count::default());
                census.sites[site_of[place]].add(count);
                census.everybody.add(count);
                if count.senders > 0 {
                    census.a_sender = place;
                }
            }
        }
        Self {
            site_of,
            located: people.iter().map(|rated| has_site(rated.person)).collect(),
            minutes: minutes.into_iter().collect(),
            capped: Capped::of(people, rules),
        }
    }

    pub(super) fn at(&self, at: Timestamp) -> Option<&Census> {
        let place = place_of(at, &self.minutes, |(start, _)| *start).ok()?;
        self.minutes.get(place).map(|(_, census)| census)
    }

    /// All minutes, oldest first.
    pub(super) fn minutes(&self) -> impl Iterator<Item = (Timestamp, &Census)> {
        self.minutes.iter().map(|(at, census)| (*at, census))
    }

    pub(super) const fn capped(&self) -> Option<Capped> {
        self.capped
    }

    pub(super) fn site_of(&self, place: usize) -> Option<usize> {
        self.site_of.get(place).copied()
    }

    /// Whether an address tells where everybody sat.
    pub(super) fn all_located(&self) -> bool {
        self.located.iter().all(|located| *located)
    }
}

fn has_site(person: &Participant) -> bool {
    person.stays.iter().any(|stay| stay.site.is_some())
}

/// A number for the site of each person: that of the first one they sat together with.
fn sites(people: &[Rated<'_>]) -> Vec<usize> {
    let mut sites: Vec<usize> = Vec::with_capacity(people.len());
    let mut next = 0;
    for rated in people {
        let before = people.iter().zip(&sites);
        let known = before.into_iter().find(|(other, _)| sat_together(other.person, rated.person));
        let site = known.map_or(next, |(_, site)| *site);
        next = next.max(site + 1);
        sites.push(site);
    }
    sites
}

fn sat_together(a: &Participant, b: &Participant) -> bool {
    let mut sites = a.stays.iter().filter_map(|stay| stay.site.as_ref());
    sites.any(|site| b.stays.iter().filter_map(|stay| stay.site.as_ref()).any(|s| s.is_same(site)))
}
