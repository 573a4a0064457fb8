//! Questions, what is marked beside them, and opinions of the answers.

use async_trait::async_trait;
use jiff::Timestamp;

use super::SledStore;
use super::place::{Kind, Place, joined};
use super::results;
use super::thing::{List, Thing, list_of};
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop};
use crate::app::error::StoreError;
use crate::app::ports::Questions;
use crate::quality::ids::ParticipantId;
use crate::store::record::Mark;

fn place(id: &AskedId) -> Result<Place, StoreError> {
    Ok(Place::new(Kind::Question, joined(&[&id.0])?))
}

/// Behind the question, so that nothing of it has to be read.
pub(super) fn mark_place(id: &AskedId, mark: Mark) -> Result<Place, StoreError> {
    Ok(Place::new(Kind::Question, joined(&[&id.0, mark.name()])?))
}

pub(super) fn thing(asked: &Asked) -> Result<Thing, StoreError> {
    let (message, key) = (&asked.message, joined(&[&asked.id.0])?);
    let thing = Thing::new(Kind::Question, key, asked.at, asked)?.naming(&message.tenant, asked)?;
    match asked.has_answer() {
        false => Ok(thing),
        true => thing.listed(List::Chat, &message.tenant, &message.chat_id),
    }
}

pub(super) fn opinion(
    tenant: &str,
    instance: &str,
    person: &ParticipantId,
    opinion: &Opinion,
) -> Result<Thing, StoreError> {
    let key = joined(&[tenant, instance, person.as_str(), &opinion.by.0])?;
    Thing::new(Kind::Opinion, key, opinion.at, opinion)?.naming(tenant, &(person, opinion))
}

impl SledStore {
    async fn mark(&self, id: &AskedId, mark: Mark, at: Timestamp) -> Result<(), StoreError> {
        let Place { kind, key } = mark_place(id, mark)?;
        self.keep_thing(Thing::new(kind, key, at, &())?).await
    }

    fn is(&self, id: &AskedId, mark: Mark) -> Result<bool, StoreError> {
        self.tables.has(&mark_place(id, mark)?)
    }

    fn with_marks(&self, asked: Asked) -> Result<Asked, StoreError> {
        let withdrawn = self.is(&asked.id, Mark::Withdrawn)?;
        let shared = self.is(&asked.id, Mark::Shared)?;
        Ok(Asked { withdrawn, shared, ..asked })
    }
}

#[async_trait]
impl Questions for SledStore {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        self.keep_thing(thing(asked)?).await
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        self.mark(&asked.id, Mark::Withdrawn, asked.at).await
    }

    async fn share(&self, asked: &Asked) -> Result<(), StoreError> {
        self.mark(&asked.id, Mark::Shared, asked.at).await
    }

    async fn stop(&self, id: &AskedId, stop: Stop, at: Timestamp) -> Result<(), StoreError> {
        self.mark(id, stop.into(), at).await
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        for stop in [Stop::Recalled, Stop::Cancelled] {
            if self.is(id, stop.into())? {
                return Ok(Some(stop));
            }
        }
        Ok(None)
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        let asked = self.tables.get(&place(id)?)?;
        asked.map(|asked| self.with_marks(asked)).transpose()
    }

    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        let list = list_of(List::Chat, tenant, chat)?;
        let ever = Timestamp::UNIX_EPOCH..=Timestamp::MAX;
        let places = self.tables.list_of_kind(&list, Kind::Question, ever)?;
        let found = places.iter().rev().filter_map(|place| self.tables.get(place).transpose());
        found.take(limit).map(|asked| self.with_marks(asked?)).collect()
    }

    async fn opine(&self, tenant: &str, about: &About, given: &Opinion) -> Result<(), StoreError> {
        self.keep_thing(opinion(tenant, &about.instance, &about.person, given)?).await
    }

    async fn opinions(&self, tenant: &str, about: &About) -> Result<Vec<Opinion>, StoreError> {
        let result = results::key(tenant, &about.instance, &about.person)?;
        self.tables.all(&self.tables.places(Kind::Opinion, &result)?)
    }
}
