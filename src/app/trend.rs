//! A person's meetings over time, from the judgements that are remembered.
//!
//! Somebody else's are for the support team, or for everybody where the setting is open: having been
//! in one meeting with a person is no reason to see all of theirs. Costs no call.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::access::{Asker, Whose};
use super::audit::How;
use super::dispatch::App;
use super::error::{UserError, Who};
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::person::{Words, read};
use super::ports::{Remembered, Told};
use super::reply::Said;
use super::told::{Refused, Tally, Trend, WhyRefused};
use crate::command::Person;
use crate::quality::ids::{OpenId, ParticipantId};
use crate::quality::verdict::CauseId;
use crate::settings::Access;

impl App {
    pub(super) async fn trend(
        &self,
        message: &InboundMessage,
        person: &Person,
        days: u16,
    ) -> Result<Said, Failure> {
        let (person, who) = whose(message, person, days)?;
        let name = match &who {
            Who::Asker => None,
            other => Some(other.name().unwrap_or_default().to_owned()),
        };
        let now = self.ports.clock.now();
        let span = SignedDuration::from_hours(24 * i64::from(days));
        let since = now.checked_sub(span).unwrap_or(Timestamp::MIN);
        let meetings = self.ports.history.history(&message.tenant, &person, since).await?;
        if person != message.sender
            && let Some(refused) = self.follow(message, &person, &name, &meetings).await?
        {
            return Ok(Said::card(self.ports.cards.tell(&Told::Refused(&refused))));
        }
        if meetings.is_empty() {
            return Err(UserError::NoHistory { who, days }.into());
        }
        let trend = of(meetings, name, days);
        Ok(Said::card(self.ports.cards.tell(&Told::Trend(&trend))))
    }

    /// Why somebody may not see the meetings of another person. What is decided is in the audit log
    /// then, by the newest of the meetings; where there are none, there is nothing to look at, only
    /// to refuse.
    async fn follow(
        &self,
        message: &InboundMessage,
        person: &OpenId,
        name: &Option<String>,
        meetings: &[Remembered],
    ) -> Result<Option<Refused>, Failure> {
        let asker = Asker::from(message);
        let why = may_follow(self.options.access, asker.external, self.is_support(asker)).err();
        let person = ParticipantId::from(person.clone());
        let whose = Whose::One(&person);
        match (meetings.last(), why) {
            (Some(newest), _) => {
                self.note_look(asker, &newest.meeting, whose, How::Trend, why).await?;
            }
            (None, Some(why)) => self.note_refusal(asker, None, whose, How::Trend, why).await?,
            (None, None) => {}
        }
        Ok(why.map(|why| Refused { why, name: name.clone(), ask: None }))
    }
}

/// Whose meetings, and how to call them. Nothing is remembered by a name alone, nor of Rooms devices
/// over time.
fn whose(message: &InboundMessage, person: &Person, days: u16) -> Result<(OpenId, Who), UserError> {
    match read(message, person)? {
        Words::Id(ParticipantId::Person(id), who) => Ok((id, who)),
        Words::Id(ParticipantId::Room(_), who) => Err(UserError::NoHistory { who, days }),
        Words::Name { name, .. } => Err(UserError::NoHistory { who: Who::named(name), days }),
    }
}

/// Whether somebody may see another person's meetings over time.
const fn may_follow(access: Access, external: bool, support: bool) -> Result<(), WhyRefused> {
    match (external, support, access) {
        (true, _, _) => Err(WhyRefused::Outsider),
        (_, true, _) | (_, _, Access::Open) => Ok(()),
        (_, _, Access::Own) => Err(WhyRefused::OnlyOneself),
        (_, _, Access::Meeting) => Err(WhyRefused::OnlySupport),
    }
}

/// The trend of meetings, oldest first.
fn of(meetings: Vec<Remembered>, name: Option<String>, days: u16) -> Trend {
    Trend {
        by_cause: by_cause(&meetings),
        by_network: tally(&meetings, |meeting| meeting.network_type.as_deref()),
        by_version: tally(&meetings, |meeting| meeting.app_version.as_deref()),
        name,
        days,
        meetings,
    }
}

/// Bad minutes by cause, the most first.
fn by_cause(meetings: &[Remembered]) -> Vec<(CauseId, u32)> {
    let mut minutes: BTreeMap<CauseId, u32> = BTreeMap::new();
    for (cause, count) in meetings.iter().flat_map(|meeting| &meeting.by_cause) {
        let sum = minutes.entry(*cause).or_default();
        *sum = sum.saturating_add(*count);
    }
    let mut minutes: Vec<_> = minutes.into_iter().filter(|(_, count)| *count > 0).collect();
    minutes.sort_by_key(|(cause, count)| (Reverse(*count), *cause));
    minutes
}

/// Meetings by something they have in common: the most bad minutes first, then the most minutes;
/// what is not known at the end.
fn tally(meetings: &[Remembered], common: impl Fn(&Remembered) -> Option<&str>) -> Vec<Tally> {
    let mut tallies: BTreeMap<Option<&str>, Tally> = BTreeMap::new();
    for meeting in meetings {
        let what = common(meeting).filter(|text| !text.trim().is_empty());
        let tally = tallies.entry(what).or_insert_with(|| Tally {
            what: what.map(str::to_owned),
            meetings: 0,
            rated_minutes: 0,
            bad_minutes: 0,
        });
        tally.meetings += 1;
        tally.rated_minutes = tally.rated_minutes.saturating_add(meeting.rated_minutes);
        tally.bad_minutes = tally.bad_minutes.saturating_add(meeting.judged.bad_minutes);
    }
    let mut tallies: Vec<Tally> = tallies.into_values().collect();
    tallies.sort_by_key(|tally| {
        (tally.what.is_none(), Reverse(tally.bad_minutes), Reverse(tally.rated_minutes))
    });
    tallies
}

#[cfg(test)]
mod tests;
