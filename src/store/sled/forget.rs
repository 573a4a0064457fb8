//! Forgetting somebody.

use std::sync::Arc;

use async_trait::async_trait;
use serde::de::DeserializeOwned;

use super::place::{Kind, Place};
use super::questions::mark_place;
use super::tables::Tables;
use super::thing::{List, Thing, list_of};
use super::{SledStore, calendar, history, questions, results};
use crate::app::answer::{Kept, Meeting};
use crate::app::asked::Asked;
use crate::app::error::StoreError;
use crate::app::ports::{Forget, Forgotten, Remembered};
use crate::quality::ids::OpenId;
use crate::store::named::{AboutOne, Named, question_without};
use crate::store::record::{DeadJob, Mark};

/// So that nobody else waits for long.
const BATCH: usize = 256;

/// What has to be done so that somebody is named nowhere.
#[derive(Debug, Default)]
struct Plan {
    /// What goes.
    places: Vec<Place>,
    /// What stays without the name.
    things: Vec<Thing>,
    forgotten: Forgotten,
}

impl Plan {
    fn make(tables: &Tables, tenant: &str, person: &OpenId) -> Result<Self, StoreError> {
        let mut plan = Self::default();
        for place in tables.list(&list_of(List::Person, tenant, &person.0)?)? {
            plan.add(tables, tenant, person, place)?;
        }
        for place in tables.places(Kind::Dead, &[])? {
            let dead: Option<DeadJob> = tables.get(&place)?;
            if dead.is_some_and(|dead| dead.job.new.task.names(person)) {
                plan.forgotten.unfinished += 1;
                plan.places.push(place);
            }
        }
        Ok(plan)
    }

    fn add(
        &mut self,
        tables: &Tables,
        tenant: &str,
        person: &OpenId,
        place: Place,
    ) -> Result<(), StoreError> {
        let counts = &mut self.forgotten;
        let stays = match place.kind {
            Kind::Result => {
                let stays = without::<Kept>(tables, &place, person)?;
                counts.results += usize::from(stays.is_none());
                stays.map(|kept| results::thing(tenant, &kept)).transpose()?
            }
            Kind::Judgement => {
                let stays = without::<Remembered>(tables, &place, person)?;
                counts.judgements += usize::from(stays.is_none());
                stays.map(|judged| history::thing(tenant, &judged)).transpose()?
            }
            Kind::Meeting => {
                let stays = without::<Meeting>(tables, &place, person)?;
                stays.map(|meeting| calendar::thing(tenant, &meeting)).transpose()?
            }
            Kind::Question => match tables.get::<Asked>(&place)? {
                Some(asked) => {
                    let (id, is_own) = (asked.id.clone(), asked.message.sender == *person);
                    let stays = question_without(asked, person);
                    if stays.is_none() {
                        counts.questions += usize::from(is_own);
                        counts.mentions += usize::from(!is_own);
                        let marks = Mark::ALL.into_iter().map(|mark| mark_place(&id, mark));
                        self.places.extend(marks.collect::<Result<Vec<_>, _>>()?);
                    }
                    stays.map(|asked| questions::thing(&asked)).transpose()?
                }
                None => None,
            },
            Kind::Opinion => {
                counts.opinions += 1;
                None
            }
            Kind::Watch => {
                counts.watches += 1;
                None
            }
            Kind::Roster => {
                counts.rosters += 1;
                None
            }
            Kind::Part => {
                counts.unfinished += 1;
                None
            }
            Kind::Claim | Kind::Dead => None,
        };
        match stays {
            Some(thing) => {
                counts.mentions += 1;
                self.things.push(thing);
            }
            None => self.places.push(place),
        }
        Ok(())
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.things.is_empty()
    }
}

/// What stays of something that names a person; `None` when it is about them, or gone already.
fn without<T: AboutOne + DeserializeOwned>(
    tables: &Tables,
    place: &Place,
    person: &OpenId,
) -> Result<Option<T>, StoreError> {
    let value: Option<T> = tables.get(place)?;
    Ok(value.filter(|it| it.subject() != Some(person)).map(|it| it.without(person)))
}

#[async_trait]
impl Forget for SledStore {
    async fn forget(&self, tenant: &str, person: &OpenId) -> Result<Forgotten, StoreError> {
        let mut all = Forgotten::default();
        // Again, until nothing was written meanwhile.
        loop {
            let tables = Arc::clone(&self.tables);
            let (tenant, person) = (tenant.to_owned(), person.clone());
            let plan =
                tokio::task::spawn_blocking(move || Plan::make(&tables, &tenant, &person)).await;
            let plan =
                plan.map_err(|_| StoreError("forgetting somebody ended early".to_owned()))??;
            if plan.is_empty() {
                return Ok(all);
            }
            for thing in plan.things {
                self.keep_thing(thing).await?;
            }
            for places in plan.places.chunks(BATCH) {
                self.remove(places.to_vec()).await?;
            }
            all.results += plan.forgotten.results;
            all.judgements += plan.forgotten.judgements;
            all.questions += plan.forgotten.questions;
            all.opinions += plan.forgotten.opinions;
            all.watches += plan.forgotten.watches;
            all.rosters += plan.forgotten.rosters;
            all.unfinished += plan.forgotten.unfinished;
            all.mentions += plan.forgotten.mentions;
        }
    }
}
