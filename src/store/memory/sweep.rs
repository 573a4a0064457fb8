//! Forgetting what is old enough.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;

use super::MemoryStore;
use crate::app::asked::WatchKind;
use crate::app::error::StoreError;
use crate::store::audit::Month;
use crate::store::{
    CLAIM_LIFETIME, PART_LIFETIME, Retention, Sweep, Swept, WAIT_LIFETIME, expired,
};

#[async_trait]
impl Sweep for MemoryStore {
    async fn sweep(&self, now: Timestamp, retention: Retention) -> Result<Swept, StoreError> {
        let Retention { raw, judgements } = retention;
        let over = |at: Timestamp, lifetime: Duration| expired(at, lifetime, now);
        let mut maps = self.maps();
        let months: BTreeSet<_> = maps.looks.iter().map(|look| Month::of(look.at)).collect();
        let old: BTreeSet<_> =
            months.into_iter().filter(|month| month.is_over(judgements, now)).collect();
        maps.looks.retain(|look| !old.contains(&Month::of(look.at)));
        Ok(Swept {
            claims: forget(&mut maps.claims, |at| over(*at, CLAIM_LIFETIME)),
            parts: forget(&mut maps.parts, |part| over(part.fetched_at, PART_LIFETIME)),
            results: forget(&mut maps.results, |kept| over(kept.fetched_at, raw)),
            questions: forget(&mut maps.questions, |asked| over(asked.at, raw))
                + forget(&mut maps.marks, |at| over(*at, raw)),
            dead: forget(&mut maps.dead, |dead| over(dead.job.new.accepted_at, raw)),
            rosters: forget(&mut maps.rosters, |roster| over(roster.fetched_at, raw)),
            opinions: forget(&mut maps.opinions, |it| over(it.at, judgements)),
            meetings: forget(&mut maps.meetings, |meeting| over(meeting.end, judgements)),
            judgements: forget(&mut maps.judgements, |it| over(it.meeting.end, judgements)),
            watches: forget(&mut maps.watches, |watch| match watch.kind {
                WatchKind::Chat { .. } => false,
                WatchKind::Once { .. } => over(watch.since, WAIT_LIFETIME),
            }),
            audit_months: old.len(),
            copies: 0,
        })
    }
}

/// Removes what is over, and says how much that was.
fn forget<K: Ord, V>(map: &mut BTreeMap<K, V>, is_over: impl Fn(&V) -> bool) -> usize {
    let before = map.len();
    map.retain(|_, value| !is_over(value));
    before - map.len()
}
