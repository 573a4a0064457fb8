//! Meetings, and who was in them.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use super::place::{Kind, Place, joined};
use super::thing::{List, Thing, list_of};
use crate::app::answer::{Meeting, Roster};
use crate::app::error::StoreError;
use crate::app::ports::{Calendar, Period};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::store::record::fill_in;

pub(super) fn thing(tenant: &str, meeting: &Meeting) -> Result<Thing, StoreError> {
    let key = joined(&[tenant, &meeting.instance])?;
    let thing = Thing::new(Kind::Meeting, key, meeting.end, meeting)?;
    thing.naming(tenant, meeting)?.listed(List::Number, tenant, meeting.no.as_str())
}

#[async_trait]
impl Calendar for SledStore {
    async fn hold(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError> {
        let place = Place::new(Kind::Meeting, joined(&[tenant, &meeting.instance])?);
        let _alone = self.calendar.lock().await;
        let known: Option<Meeting> = self.tables.get(&place)?;
        let meeting = match known.clone() {
            None => meeting.clone(),
            Some(known) => fill_in(known, meeting.clone()),
        };
        if known.as_ref() == Some(&meeting) {
            return Ok(());
        }
        self.keep_thing(thing(tenant, &meeting)?).await
    }

    async fn held(
        &self,
        tenant: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        let list = list_of(List::Number, tenant, no.as_str())?;
        let period = period.from..=period.to;
        let places = self.tables.list_of_kind(&list, Kind::Meeting, period)?;
        let mut meetings = self.tables.all(&places)?;
        newest_first(&mut meetings);
        Ok(meetings)
    }

    async fn held_with(
        &self,
        tenant: &str,
        person: &OpenId,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        let list = list_of(List::Person, tenant, &person.0)?;
        let ever = || Timestamp::UNIX_EPOCH..=Timestamp::MAX;
        let mut places = self.tables.list_of_kind(&list, Kind::Meeting, period.from..=period.to)?;
        // A roster does not tell when the meeting was; both have the same key.
        let rosters = self.tables.list_of_kind(&list, Kind::Roster, ever())?;
        places.extend(rosters.into_iter().map(|roster| Place::new(Kind::Meeting, roster.key)));
        let places: BTreeSet<_> = places.into_iter().collect();
        let mut meetings = Vec::new();
        for place in places {
            meetings.extend(self.tables.get::<Meeting>(&place)?);
        }
        meetings.retain(|meeting| (period.from..=period.to).contains(&meeting.end));
        newest_first(&mut meetings);
        Ok(meetings)
    }

    async fn keep_roster(&self, tenant: &str, roster: &Roster) -> Result<(), StoreError> {
        let key = joined(&[tenant, &roster.instance])?;
        let thing = Thing::new(Kind::Roster, key, roster.fetched_at, roster)?;
        self.keep_thing(thing.naming(tenant, roster)?).await
    }

    async fn roster(&self, tenant: &str, instance: &str) -> Result<Option<Roster>, StoreError> {
        self.tables.get(&Place::new(Kind::Roster, joined(&[tenant, instance])?))
    }
}

fn newest_first(meetings: &mut [Meeting]) {
    meetings.sort_by_key(|meeting| Reverse(meeting.end));
}
