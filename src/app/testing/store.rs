//! The store and the queue, as the world has them.

use async_trait::async_trait;
use jiff::Timestamp;

use super::World;
use crate::app::answer::{Kept, Meeting, Part, Roster, Session};
use crate::app::asked::{About, Asked, AskedId, Opinion, Stop, Watch, WatchKind};
use crate::app::audit::Look;
use crate::app::error::StoreError;
use crate::app::inbound::Task;
use crate::app::ports::*;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

/// Nothing of the minutes is kept here.
#[async_trait]
impl Results for World {
    async fn find(&self, _: &str, _: &str, _: &ParticipantId) -> Result<Option<Kept>, StoreError> {
        Ok(None)
    }

    async fn keep(&self, _: &str, _: &Kept) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn keep_part(&self, _: &str, _: &Session, _: usize, _: &Part) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn parts(&self, _: &str, _: &Session) -> Result<Vec<Part>, StoreError> {
        unreachable!()
    }
}

#[async_trait]
impl Questions for World {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        let mut things = self.store()?;
        things.asked.retain(|other| other.id != asked.id);
        things.asked.push(asked.clone());
        Ok(())
    }

    async fn withdraw(&self, _: &Asked) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        Ok(self.store()?.asked.iter().find(|asked| asked.id == *id).cloned())
    }

    async fn opine(&self, _: &str, _: &About, _: &Opinion) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn opinions(&self, _: &str, _: &About) -> Result<Vec<Opinion>, StoreError> {
        unreachable!()
    }

    async fn share(&self, _: &Asked) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn stop(&self, id: &AskedId, _: Stop, _: Timestamp) -> Result<(), StoreError> {
        self.store()?.stopped.push(id.clone());
        Ok(())
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        Ok(self.store()?.stopped.contains(id).then_some(Stop::Recalled))
    }

    async fn asked_in(
        &self,
        tenant: &str,
        chat: &str,
        limit: usize,
    ) -> Result<Vec<Asked>, StoreError> {
        let things = self.store()?;
        let here = |it: &&Asked| it.message.tenant == tenant && it.message.chat_id == chat;
        let mut asked: Vec<Asked> = things.asked.iter().filter(here).cloned().collect();
        asked.sort_by_key(|asked| std::cmp::Reverse(asked.at));
        asked.truncate(limit);
        Ok(asked)
    }
}

#[async_trait]
impl Calendar for World {
    async fn hold(&self, _: &str, meeting: &Meeting) -> Result<(), StoreError> {
        let mut things = self.store()?;
        things.held.retain(|other| other.instance != meeting.instance);
        things.held.push(meeting.clone());
        Ok(())
    }

    async fn held(
        &self,
        _: &str,
        no: MeetingNo,
        period: Period,
    ) -> Result<Vec<Meeting>, StoreError> {
        let things = self.store()?;
        let is_one = |it: &&Meeting| it.no == no && period.from <= it.end && it.end <= period.to;
        let mut held: Vec<Meeting> = things.held.iter().filter(is_one).cloned().collect();
        held.sort_by_key(|it| std::cmp::Reverse(it.end));
        Ok(held)
    }

    async fn held_with(&self, _: &str, _: &OpenId, _: Period) -> Result<Vec<Meeting>, StoreError> {
        unreachable!()
    }

    async fn keep_roster(&self, _: &str, _: &Roster) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn roster(&self, _: &str, instance: &str) -> Result<Option<Roster>, StoreError> {
        Ok(self.store()?.rosters.iter().find(|roster| roster.instance == instance).cloned())
    }
}

#[async_trait]
impl History for World {
    async fn remember(&self, _: &str, judged: &Remembered) -> Result<(), StoreError> {
        let mut things = self.store()?;
        let is_same = |it: &Remembered| {
            it.person == judged.person && it.meeting.instance == judged.meeting.instance
        };
        things.remembered.retain(|it| !is_same(it));
        things.remembered.push(judged.clone());
        Ok(())
    }

    async fn history(
        &self,
        _: &str,
        person: &OpenId,
        since: Timestamp,
    ) -> Result<Vec<Remembered>, StoreError> {
        let things = self.store()?;
        let is_one = |it: &&Remembered| it.person.is(person) && it.meeting.end > since;
        Ok(things.remembered.iter().filter(is_one).cloned().collect())
    }

    async fn remembered(&self, _: &str, about: &About) -> Result<Option<Remembered>, StoreError> {
        let things = self.store()?;
        let is_it =
            |it: &&Remembered| it.person == about.person && it.meeting.instance == about.instance;
        Ok(things.remembered.iter().find(is_it).cloned())
    }
}

fn is_same(one: &Watch, other: &Watch) -> bool {
    let place = |watch: &Watch| match &watch.kind {
        WatchKind::Chat { chat, .. } => chat.clone(),
        WatchKind::Once { asked } => asked.0.clone(),
    };
    one.tenant == other.tenant && one.no == other.no && place(one) == place(other)
}

#[async_trait]
impl Watches for World {
    async fn watch(&self, watch: &Watch) -> Result<(), StoreError> {
        let mut things = self.store()?;
        match things.watches.iter_mut().find(|other| is_same(other, watch)) {
            Some(before) => *before = watch.clone(),
            None => things.watches.push(watch.clone()),
        }
        Ok(())
    }

    async fn unwatch(&self, watch: &Watch) -> Result<bool, StoreError> {
        let mut things = self.store()?;
        let before = things.watches.len();
        things.watches.retain(|other| !is_same(other, watch));
        Ok(things.watches.len() < before)
    }

    async fn watches_in(&self, tenant: &str, chat: &str) -> Result<Vec<Watch>, StoreError> {
        let here = |it: &&Watch| {
            it.tenant == tenant
                && matches!(&it.kind, WatchKind::Chat { chat: other, .. } if other == chat)
        };
        Ok(self.store()?.watches.iter().filter(here).cloned().collect())
    }

    async fn watches_of(&self, tenant: &str, no: MeetingNo) -> Result<Vec<Watch>, StoreError> {
        let of = |it: &&Watch| it.tenant == tenant && it.no == no;
        Ok(self.store()?.watches.iter().filter(of).cloned().collect())
    }

    async fn watches(&self) -> Result<Vec<Watch>, StoreError> {
        Ok(self.store()?.watches.clone())
    }
}

#[async_trait]
impl Audit for World {
    async fn look(&self, look: &Look) -> Result<(), StoreError> {
        self.store()?.looks.push(look.clone());
        Ok(())
    }
}

#[async_trait]
impl Forget for World {
    async fn forget(&self, _: &str, person: &OpenId) -> Result<Forgotten, StoreError> {
        let mut things = self.store()?;
        let before = things.remembered.len();
        things.remembered.retain(|it| !it.person.is(person));
        let judgements = before - things.remembered.len();
        Ok(Forgotten { judgements, ..Forgotten::default() })
    }
}

#[async_trait]
impl Queue for World {
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError> {
        let mut things = self.store()?;
        if things.queued.iter().all(|(_, taken, _)| *taken != claim) {
            things.queued.push((None, claim, task));
        }
        Ok(())
    }

    async fn queue_for(&self, due: Timestamp, claim: String, task: Task) -> Result<(), StoreError> {
        let mut things = self.store()?;
        if things.queued.iter().all(|(_, taken, _)| *taken != claim) {
            things.queued.push((Some(due), claim, task));
        }
        Ok(())
    }
}
