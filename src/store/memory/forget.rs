//! Forgetting somebody.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::MemoryStore;
use crate::app::asked::Asked;
use crate::app::error::StoreError;
use crate::app::ports::{Forget, Forgotten};
use crate::quality::ids::OpenId;
use crate::store::named::{AboutOne, Named, question_without};

#[async_trait]
impl Forget for MemoryStore {
    async fn forget(&self, tenant: &str, person: &OpenId) -> Result<Forgotten, StoreError> {
        let mut maps = self.maps();
        let mut unfinished =
            remove(&mut maps.parts, |((of, _, about), ..), _| of == tenant && about.is(person));
        unfinished += remove(&mut maps.dead, |_, dead| dead.job.new.task.names(person));
        let (_, held) = forget_about(&mut maps.meetings, |(of, _)| of == tenant, person);
        let is_named = |asked: &&Asked| asked.message.tenant == tenant && asked.names(person);
        let named: Vec<Asked> = maps.questions.values().filter(is_named).cloned().collect();
        let (mut questions, mut mentions) = (0, held);
        for asked in named {
            let (id, is_own) = (asked.id.clone(), asked.message.sender == *person);
            maps.questions.remove(&id);
            match question_without(asked, person) {
                Some(stays) => {
                    mentions += 1;
                    maps.questions.insert(id, stays);
                }
                None => {
                    questions += usize::from(is_own);
                    mentions += usize::from(!is_own);
                    maps.marks.retain(|(of, _), _| *of != id);
                }
            }
        }
        let (results, compared) = forget_about(&mut maps.results, |(of, ..)| of == tenant, person);
        let (judgements, judged) =
            forget_about(&mut maps.judgements, |(of, ..)| of == tenant, person);
        Ok(Forgotten {
            results,
            judgements,
            questions,
            unfinished,
            mentions: mentions + compared + judged,
            opinions: remove(&mut maps.opinions, |((of, _, about), _), opinion| {
                of == tenant && (about, opinion).names(person)
            }),
            watches: remove(&mut maps.watches, |(of, ..), watch| {
                of == tenant && watch.names(person)
            }),
            rosters: remove(&mut maps.rosters, |(of, _), roster| {
                of == tenant && roster.names(person)
            }),
        })
    }
}

/// Removes what is about somebody, and takes their name out of the rest; how many of each.
fn forget_about<K: Ord + Clone, V: AboutOne + Clone>(
    map: &mut BTreeMap<K, V>,
    is_here: impl Fn(&K) -> bool,
    person: &OpenId,
) -> (usize, usize) {
    let removed = remove(map, |key, value| is_here(key) && value.subject() == Some(person));
    let mut without = 0;
    for (_, value) in map.iter_mut().filter(|(key, value)| is_here(key) && value.names(person)) {
        *value = value.clone().without(person);
        without += 1;
    }
    (removed, without)
}

fn remove<K: Ord, V>(map: &mut BTreeMap<K, V>, is_one: impl Fn(&K, &V) -> bool) -> usize {
    let before = map.len();
    map.retain(|key, value| !is_one(key, value));
    before - map.len()
}
