//! Meetings, and who was in them.

use std::cmp::Reverse;

use async_trait::async_trait;

use super::{InstanceKey, MemoryStore};
use crate::app::answer::{Meeting, Roster};
use crate::app::error::StoreError;
use crate::app::ports::{Calendar, Period};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::store::named::Named;
use crate::store::record::fill_in;

impl MemoryStore {
    /// Newest first.
    fn meetings(
        &self,
        tenant: &str,
        period: Period,
        is_one: impl Fn(&Meeting, Option<&Roster>) -> bool,
    ) -> Vec<Meeting> {
        let maps = self.maps();
        let in_period = |meeting: &Meeting| (period.from..=period.to).contains(&meeting.end);
        let known = maps.meetings.iter().filter(|((of, _), meeting)| {
            of == tenant
                && in_period(meeting)
                && is_one(meeting, maps.rosters.get(&key(of, meeting)))
        });
        let mut known: Vec<_> = known.map(|(_, meeting)| meeting.clone()).collect();
        known.sort_by_key(|meeting| Reverse(meeting.end));
        known
    }
}

fn key(tenant: &str, meeting: &Meeting) -> InstanceKey {
    (tenant.to_owned(), meeting.instance.clone())
}

#[async_trait]
impl Calendar for MemoryStore {
    async fn hold(&self, tenant: &str, meeting: &Meeting) -> Result<(), StoreError> {
        let mut maps = self.maps();
        let key = key(tenant, meeting);
        let meeting = match maps.meetings.remove(&key) {
            None => meeting.clone(),
            Some(known) => fill_in(known, meeting.clone()),
        };
        maps.meetings.insert(key, meeting);
        Ok(())
    }

    async fn held(
        &self,
        tenant: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        Ok(self.meetings(tenant, period, |meeting, _| meeting.no == no))
    }

    async fn held_with(
        &self,
        tenant: &str,
        person: &OpenId,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        Ok(self.meetings(tenant, period, |meeting, roster| {
            meeting.names(person) || roster.is_some_and(|roster| roster.names(person))
        }))
    }

    async fn keep_roster(&self, tenant: &str, roster: &Roster) -> Result<(), StoreError> {
        let key = (tenant.to_owned(), roster.instance.clone());
        self.maps().rosters.insert(key, roster.clone());
        Ok(())
    }

    async fn roster(&self, tenant: &str, instance: &str) -> Result<Option<Roster>, StoreError> {
        Ok(self.maps().rosters.get(&(tenant.to_owned(), instance.to_owned())).cloned())
    }
}
