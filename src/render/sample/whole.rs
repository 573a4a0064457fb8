//! Made-up meetings of many, pairs and trends.

mod crowd;
mod history;
mod pairs;

use std::sync::LazyLock;
use std::time::Duration;

use super::{asked, no};
use crate::app::asked::AskedId;
use crate::app::ports::{Offer, Told};
use crate::app::told::{Done, Pair, Trend, Whole};

/// One of each kind.
#[derive(Debug, Clone)]
pub(super) struct WholeSamples {
    wholes: Vec<(&'static str, Whole, Offer)>,
    pairs: Vec<(&'static str, Pair, Offer)>,
    trends: Vec<(&'static str, Trend)>,
    progress: Vec<(&'static str, Done<'static>)>,
    cancelled: Vec<(&'static str, Done<'static>)>,
}

impl WholeSamples {
    pub(super) fn new() -> Self {
        Self {
            wholes: crowd::wholes(),
            pairs: pairs::pairs(),
            trends: history::trends(),
            progress: vec![
                ("half way", done(60, 132, 5, 12, Some(190))),
                ("at the beginning", done(0, 132, 0, 12, None)),
                ("nearly there", done(131, 132, 11, 12, Some(20))),
                ("at the end", done(132, 132, 12, 12, None)),
            ],
            cancelled: vec![
                ("half way", done(60, 132, 5, 12, None)),
                ("at once", done(0, 132, 0, 12, None)),
            ],
        }
    }

    pub(super) fn wholes(&self) -> impl Iterator<Item = &Whole> {
        self.wholes.iter().map(|(_, whole, _)| whole)
    }

    /// Each with a name of its own among those of its template.
    pub(super) fn told(&self) -> Vec<(String, Told<'_>)> {
        let wholes = self.wholes.iter().map(|(name, it, offer)| (*name, Told::Whole(it, offer)));
        let pairs = self.pairs.iter().map(|(name, it, offer)| (*name, Told::Pair(it, offer)));
        let trends = self.trends.iter().map(|(name, it)| (*name, Told::Trend(it)));
        let progress = self.progress.iter().map(|(name, it)| (*name, Told::Progress(it)));
        let cancelled = self.cancelled.iter().map(|(name, it)| (*name, Told::Cancelled(it)));
        let all = wholes.chain(pairs).chain(trends).chain(progress).chain(cancelled);
        all.map(|(name, told)| (name.to_owned(), told)).collect()
    }
}

fn done(
    calls: u32,
    of_calls: u32,
    people: u32,
    of_people: u32,
    left: Option<u64>,
) -> Done<'static> {
    static ASKED: LazyLock<AskedId> = LazyLock::new(asked);
    let left = left.map(Duration::from_secs);
    Done { asked: &ASKED, no: no(), calls, of_calls, people, of_people, left }
}
