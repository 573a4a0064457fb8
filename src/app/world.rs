//! A small world for the use cases to be in: a clock, a platform, a chat, a store, tasks and cards,
//! all in memory, which note what is asked of them.
//!
//! What is kept is in a real [`MemoryStore`]. Tests reach it past the store's mood.

mod cards;
mod chat;
mod clock;
mod people;
mod platform;
mod samples;
mod store;
mod tasks;

use std::sync::{Arc, Mutex, MutexGuard};

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::task::yield_now;

pub(super) use self::cards::{PlainCards, in_short};
pub(super) use self::chat::Chat;
pub(super) use self::clock::HandClock;
pub(super) use self::people::{Data, Guest, attendance, guest, row};
pub(super) use self::platform::{Platform, RecordsCall, refused};
pub(super) use self::samples::*;
pub(super) use self::store::{Mood, MoodyStore};
pub(super) use self::tasks::Tasks;
use super::answer::{Meeting, Session};
use super::asked::{Asked, AskedId, Watch};
use super::link::Links;
use super::ports::{Calendar, History, Period, Ports, Questions, Remembered, Results, Watches};
use super::{App, AppOptions};
use crate::quality::ids::OpenId;
use crate::quality::rules::Rules;
use crate::settings::{Access, Language};
use crate::store::memory::MemoryStore;

/// All that is outside.
pub(super) struct World {
    pub clock: Arc<HandClock>,
    pub platform: Arc<Platform>,
    pub chat: Arc<Chat>,
    /// What is kept, as it is.
    pub memory: Arc<MemoryStore>,
    /// What is kept, as the use cases get at it.
    pub store: Arc<MoodyStore>,
    pub tasks: Arc<Tasks>,
    pub cards: Arc<PlainCards>,
}

impl World {
    /// At noon, and nothing was ever heard of.
    pub(super) fn new() -> Self {
        let clock = Arc::new(HandClock::at(minute(0)));
        let memory = Arc::new(MemoryStore::new());
        Self {
            platform: Arc::new(Platform::new(Arc::clone(&clock))),
            chat: Arc::new(Chat::new(Arc::clone(&clock))),
            store: Arc::new(MoodyStore::new(Arc::clone(&memory), Arc::clone(&clock))),
            tasks: Arc::default(),
            cards: Arc::default(),
            memory,
            clock,
        }
    }

    /// An hour after [`long_meeting`] of these people.
    pub(super) fn after(guests: Vec<Guest>) -> Self {
        let world = Self::new();
        world.clock.set(minute(300));
        world.platform.state().guests = guests;
        world
    }

    /// The use cases in it, as after a start of the process.
    pub(super) fn app(&self, access: Access) -> Arc<App> {
        Arc::new(App::new(self.ports(), options(access)))
    }

    pub(super) fn ports(&self) -> Ports {
        Ports {
            identity: self.chat.clone(),
            meetings: self.platform.clone(),
            messages: self.chat.clone(),
            results: self.memory.clone(),
            questions: self.store.clone(),
            calendar: self.store.clone(),
            history: self.memory.clone(),
            watches: self.store.clone(),
            audit: self.memory.clone(),
            forget: self.memory.clone(),
            chats: self.chat.clone(),
            queue: self.tasks.clone(),
            cards: self.cards.clone(),
            pages: self.cards.clone(),
            clock: self.clock.clone(),
        }
    }

    /// Keeps these watches.
    pub(super) async fn watching(&self, watches: &[Watch]) {
        for watch in watches {
            self.memory.watch(watch).await.unwrap();
        }
    }

    /// Every watch that is kept, oldest first.
    pub(super) async fn watches(&self) -> Vec<Watch> {
        self.memory.watches().await.unwrap()
    }

    /// Keeps a question.
    pub(super) async fn note(&self, asked: &Asked) {
        self.memory.note(asked).await.unwrap();
    }

    /// A question that is kept.
    pub(super) async fn noted(&self, id: &AskedId) -> Asked {
        self.memory.asked(id).await.unwrap().unwrap()
    }

    /// Keeps these judgements.
    pub(super) async fn remember(&self, judgements: &[Remembered]) {
        for judged in judgements {
            self.memory.remember(TENANT, judged).await.unwrap();
        }
    }

    /// Every judgement of somebody, oldest first.
    pub(super) async fn remembered(&self, of: &OpenId) -> Vec<Remembered> {
        self.memory.history(TENANT, of, Timestamp::MIN).await.unwrap()
    }

    /// Keeps meetings that ended.
    pub(super) async fn hold(&self, meetings: &[Meeting]) {
        for meeting in meetings {
            self.memory.hold(TENANT, meeting).await.unwrap();
        }
    }

    /// Every meeting of [`no`] that is kept, newest first.
    pub(super) async fn held(&self) -> Vec<Meeting> {
        let ever = Period { from: Timestamp::MIN, to: Timestamp::MAX };
        self.memory.held(TENANT, no(), ever).await.unwrap()
    }

    /// How many pages of each of somebody's sessions in [`long_meeting`] are kept.
    pub(super) async fn pages_kept(&self, of: &Guest) -> Vec<usize> {
        let mut kept = Vec::new();
        for (join, _) in &of.sessions {
            let (instance, person) = (long_meeting().instance, of.id.unwrap().to_owned().into());
            let session = Session { instance, person, join: minute(*join) };
            kept.push(self.memory.parts(TENANT, &session).await.unwrap().len());
        }
        kept
    }
}

/// As an operator sets them up who set up nothing but the support team.
pub(super) fn options(access: Access) -> AppOptions {
    AppOptions {
        lookback_days: 30,
        rules: Rules::default(),
        links: Links::new(&[7; 32], SignedDuration::from_hours(1), None),
        language: Language::EnUs,
        timezone: TimeZone::UTC,
        access,
        support: vec![person("support").0],
    }
}

/// Others go on meanwhile.
async fn a_while() {
    for _ in 0..5 {
        yield_now().await;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

/// What use cases never do, or not where they are tested in this world.
macro_rules! never {
    () => {
        unreachable!("nobody asks for this here")
    };
}
use never;
