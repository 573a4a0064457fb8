//! Results, and pages of sessions on the way to one.

use async_trait::async_trait;

use super::SledStore;
use super::change::Change;
use super::place::{Kind, Place, joined};
use super::thing::Thing;
use crate::app::answer::{Kept, Part, Session};
use crate::app::error::StoreError;
use crate::app::ports::Results;
use crate::quality::ids::ParticipantId;

/// Tenant, instance and person; what belongs to a result begins with the same.
pub(super) fn key(
    tenant: &str,
    instance: &str,
    person: &ParticipantId,
) -> Result<Vec<u8>, StoreError> {
    joined(&[tenant, instance, person.as_str()])
}

pub(super) fn thing(tenant: &str, kept: &Kept) -> Result<Thing, StoreError> {
    let key = key(tenant, &kept.meeting.instance, &kept.person)?;
    Thing::new(Kind::Result, key, kept.fetched_at, kept)?.naming(tenant, kept)
}

/// The key of the result, the beginning of the session, and the place in it.
fn part_key(tenant: &str, session: &Session, place: usize) -> Result<Vec<u8>, StoreError> {
    let result = key(tenant, &session.instance, &session.person)?;
    Ok([&*result, &session.join.as_millisecond().to_be_bytes(), &(place as u64).to_be_bytes()]
        .concat())
}

#[async_trait]
impl Results for SledStore {
    async fn find(
        &self,
        tenant: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        self.tables.get(&Place::new(Kind::Result, key(tenant, instance, person)?))
    }

    async fn keep(&self, tenant: &str, kept: &Kept) -> Result<(), StoreError> {
        let thing = thing(tenant, kept)?;
        let needless = self.tables.places(Kind::Part, &thing.place.key)?;
        self.write(Change::Keep { thing, needless }).await
    }

    async fn keep_part(
        &self,
        tenant: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError> {
        let key = part_key(tenant, session, place)?;
        let thing = Thing::new(Kind::Part, key, part.fetched_at, part)?;
        self.keep_thing(thing.naming(tenant, &session.person)?).await
    }

    async fn parts(&self, tenant: &str, session: &Session) -> Result<Vec<Part>, StoreError> {
        let mut parts = Vec::new();
        loop {
            let key = part_key(tenant, session, parts.len())?;
            let Some(part) = self.tables.get(&Place::new(Kind::Part, key))? else {
                return Ok(parts);
            };
            parts.push(part);
        }
    }
}
