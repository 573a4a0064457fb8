//! Work that is under way and may be told to end.
//!
//! Invariant: who listens before they look whether the store says so misses no stop.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::select;
use tokio::sync::watch;

use super::asked::{AskedId, Stop};
use crate::quality::ids::OpenId;

/// Work that is under way, by its question.
#[derive(Debug, Default)]
pub(super) struct Stops(Mutex<HashMap<AskedId, Work>>);

#[derive(Debug)]
struct Work {
    /// Who asked for it.
    by: OpenId,
    told: watch::Sender<Option<Stop>>,
}

impl Stops {
    /// Tells the work on a question to end. False when there is none that hears it.
    pub(super) fn stop(&self, id: &AskedId, stop: Stop) -> bool {
        self.works().get(id).is_some_and(|work| work.told.send(Some(stop)).is_ok())
    }

    /// Tells all work of somebody that it is taken back, but for one.
    pub(super) fn forget(&self, person: &OpenId, but: &AskedId) {
        let works = self.works();
        for (_, work) in works.iter().filter(|(id, work)| work.by == *person && *id != but) {
            work.told.send_replace(Some(Stop::Recalled));
        }
    }

    /// Hears of stops of a question from now on, and whether the first one, whose card it stands on, is
    /// taken back; one may be both.
    pub(super) fn listen_to(&self, ids: [&AskedId; 2], by: &OpenId) -> Listening {
        let mut works = self.works();
        works.retain(|_, work| work.told.receiver_count() > 0);
        let new = || Work { by: by.clone(), told: watch::Sender::default() };
        Listening(ids.map(|id| works.entry(id.clone()).or_insert_with(new).told.subscribe()))
    }

    fn works(&self) -> MutexGuard<'_, HashMap<AskedId, Work>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears when work is to end.
#[derive(Debug)]
pub(super) struct Listening([watch::Receiver<Option<Stop>>; 2]);

impl Listening {
    /// Ends when the work is told to end.
    pub(super) async fn stopped(&mut self) -> Stop {
        let [own, first] = &mut self.0;
        let any = told(own, |_| true);
        let recalled = told(first, |stop| stop == Stop::Recalled);
        select(pin!(any), pin!(recalled)).await.factor_first().0
    }

    /// Ends when the work is taken back.
    pub(super) async fn recalled(&mut self) {
        let [own, first] = &mut self.0;
        let recalled = |work| told(work, |stop| stop == Stop::Recalled);
        select(pin!(recalled(own)), pin!(recalled(first))).await;
    }
}

async fn told(work: &mut watch::Receiver<Option<Stop>>, counts: fn(Stop) -> bool) -> Stop {
    let stop = work.wait_for(|stop| stop.is_some_and(counts)).await.ok().and_then(|stop| *stop);
    match stop {
        Some(stop) => stop,
        // Nobody is left who could.
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use futures_util::poll;

    use super::*;
    use crate::app::inbound::MessageId;

    #[tokio::test]
    async fn work_hears_its_own_stop_and_no_other() {
        let stops = Stops::default();
        let [one, other, two] =
            ["om_1", "om_2", "om_3"].map(|id| AskedId::of(&MessageId(id.to_owned())));
        let by = OpenId("ou_1".to_owned());
        let listen = |id| stops.listen_to([id, id], &by);
        assert!(!stops.stop(&one, Stop::Recalled), "nobody hears it");
        let (mut first, mut second) = (listen(&one), listen(&one));
        let mut third = listen(&other);
        assert!(poll!(Box::pin(first.stopped())).is_pending(), "it began after that stop");
        assert!(stops.stop(&one, Stop::Cancelled));
        assert_eq!(
            (first.stopped().await, second.stopped().await),
            (Stop::Cancelled, Stop::Cancelled)
        );
        assert!(poll!(Box::pin(third.stopped())).is_pending());
        let mut both = stops.listen_to([&two, &other], &by);
        assert!(poll!(Box::pin(both.stopped())).is_pending());
        stops.stop(&other, Stop::Cancelled);
        assert!(poll!(Box::pin(both.stopped())).is_pending(), "it goes on from what was stopped");
        stops.stop(&other, Stop::Recalled);
        assert_eq!(both.stopped().await, Stop::Recalled);
        drop((first, second));
        let mut again = listen(&one);
        assert!(poll!(Box::pin(again.stopped())).is_pending(), "work that begins anew");
    }

    #[tokio::test]
    async fn who_is_forgotten_has_no_work_but_the_forgetting() {
        let stops = Stops::default();
        let [one, two, three] = ["om_1", "om_2", "om_3"].map(|id| AskedId(id.to_owned()));
        let [ann, ben] = ["ou_ann", "ou_ben"].map(|id| OpenId(id.to_owned()));
        let listen = |id, by| stops.listen_to([id, id], by);
        let (mut work, mut others) = (listen(&one, &ann), listen(&two, &ben));
        let mut forgetting = listen(&three, &ann);
        stops.forget(&ann, &three);
        work.recalled().await;
        assert!(poll!(Box::pin(others.stopped())).is_pending());
        assert!(poll!(Box::pin(forgetting.stopped())).is_pending());
    }
}
