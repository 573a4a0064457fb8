//! What buttons and links do when the store is slow or fails, and what it costs to try links.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, pending, ready};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::answer::{Attendance, Cursor, Meeting};
use super::asked::{About, Answered, Asked, AskedId, Choices, Judged, Opinion, Stop};
use super::error::{PlatformError, StoreError};
use super::inbound::{Button, InboundMessage, Op, Press, Task};
use super::link::Links;
use super::ports::*;
use super::{App, AppOptions};
use crate::clock::Clock;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::judgement::Grade;
use crate::quality::rules::Rules;
use crate::render::{RenderOptions, Renderer};
use crate::settings::{Access, Language};
use crate::store::memory::MemoryStore;

/// How the store behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Well,
    Slow,
    Broken,
}

/// A store that counts who looks at questions.
struct Counting {
    store: MemoryStore,
    mood: Mood,
    looks: AtomicUsize,
}

#[async_trait]
impl Questions for Counting {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        self.store.note(asked).await
    }

    async fn withdraw(&self, asked: &Asked) -> Result<(), StoreError> {
        self.store.withdraw(asked).await
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        self.looks.fetch_add(1, Ordering::Relaxed);
        match self.mood {
            Mood::Well => self.store.asked(id).await,
            Mood::Slow => pending().await,
            Mood::Broken => Err(StoreError("the disk is gone".to_owned())),
        }
    }

    async fn opine(&self, _: &str, _: &About, _: &Opinion) -> Result<(), StoreError> {
        unreachable!("nobody has an opinion here")
    }

    async fn opinions(&self, _: &str, _: &About) -> Result<Vec<Opinion>, StoreError> {
        Ok(Vec::new())
    }

    async fn share(&self, asked: &Asked) -> Result<(), StoreError> {
        self.store.share(asked).await
    }

    async fn stop(&self, id: &AskedId, stop: Stop, at: Timestamp) -> Result<(), StoreError> {
        self.store.stop(id, stop, at).await
    }

    async fn stopped(&self, id: &AskedId) -> Result<Option<Stop>, StoreError> {
        self.store.stopped(id).await
    }

    async fn asked_in(&self, _: &str, _: &str, _: usize) -> Result<Vec<Asked>, StoreError> {
        unreachable!()
    }
}

/// Nobody is asked: neither the platform nor the queue.
struct Nobody;

#[async_trait]
impl Identity for Nobody {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        unreachable!()
    }
}

#[async_trait]
impl Meetings for Nobody {
    async fn instances(
        &self,
        _: MeetingNo,
        _: Period,
        _: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        unreachable!()
    }

    async fn attendance(
        &self,
        _: &Meeting,
        _: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        unreachable!()
    }

    async fn participants(
        &self,
        _: &Meeting,
        _: Reach,
        _: &Lane,
    ) -> Result<Listed<(Option<ParticipantId>, Attendance)>, PlatformError> {
        unreachable!()
    }

    async fn attended(&self, _: &OpenId, _: Period) -> Result<Listed<Meeting>, PlatformError> {
        unreachable!()
    }

    async fn records(
        &self,
        _: &Meeting,
        _: &ParticipantId,
        _: Timestamp,
        _: Option<&Cursor>,
        _: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        unreachable!()
    }

    fn time_for(&self, _: usize) -> Duration {
        unreachable!()
    }

    fn free_quality_calls(&self) -> usize {
        unreachable!()
    }
}

#[async_trait]
impl Messages for Nobody {
    async fn reply(&self, _: &MessageId, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        unreachable!()
    }

    async fn upload(&self, _: &File) -> Result<FileKey, PlatformError> {
        unreachable!()
    }

    async fn replace(&self, _: &MessageId, _: &Content) -> Result<(), PlatformError> {
        unreachable!()
    }

    async fn send(&self, _: &Recipient, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        unreachable!()
    }

    async fn whisper(&self, _: &str, _: &OpenId, _: &Content) -> Result<MessageId, PlatformError> {
        unreachable!()
    }

    async fn take_back(&self, _: &MessageId) -> Result<(), PlatformError> {
        unreachable!()
    }
}

#[async_trait]
impl Chats for Nobody {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        unreachable!()
    }
}

#[async_trait]
impl Queue for Nobody {
    async fn queue(&self, _: String, _: Task) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn queue_for(&self, _: Timestamp, _: String, _: Task) -> Result<(), StoreError> {
        unreachable!()
    }
}

/// A clock whose alarms ring at once, as soon as nothing else happens.
#[derive(Debug)]
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        noon()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }

    fn alarm(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(ready(()))
    }
}

fn noon() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

fn links() -> Links {
    Links::new(&[7; 32], WEEK, Some("https://bot.example.com".to_owned()))
}

/// The use cases over a store in this mood, in which one question was answered.
async fn app(mood: Mood) -> (App, Arc<Counting>) {
    let questions =
        Arc::new(Counting { store: MemoryStore::new(), mood, looks: AtomicUsize::new(0) });
    questions.store.note(&asked()).await.unwrap();
    let timezone = TimeZone::UTC;
    let (language, rules) = (Language::EnUs, Rules::default());
    let options = RenderOptions { language, timezone, rules: rules.clone() };
    let renderer = Arc::new(Renderer::load(None, options).unwrap());
    let store = Arc::new(MemoryStore::new());
    let ports = Ports {
        identity: Arc::new(Nobody),
        meetings: Arc::new(Nobody),
        messages: Arc::new(Nobody),
        results: store.clone(),
        questions: questions.clone(),
        calendar: store.clone(),
        history: store.clone(),
        watches: store.clone(),
        audit: store.clone(),
        forget: store,
        chats: Arc::new(Nobody),
        queue: Arc::new(Nobody),
        cards: renderer.clone(),
        pages: renderer,
        clock: Arc::new(Noon),
    };
    let options = AppOptions {
        lookback_days: 30,
        rules,
        links: links(),
        language,
        timezone: TimeZone::UTC,
        access: Access::Open,
        support: Vec::new(),
    };
    (App::new(ports, options), questions)
}

fn asked() -> Asked {
    let message = InboundMessage {
        tenant: "ours".to_owned(),
        message_id: MessageId("om_1".to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_1".to_owned()),
        sender_external: false,
        text: "/quality 123456789".to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    };
    let about = About { instance: "1".to_owned(), person: OpenId("ou_1".to_owned()).into() };
    let judged = Judged { grade: Grade::Good, bad_minutes: 0, causes: Vec::new() };
    Asked {
        id: AskedId::of(&message.message_id),
        message,
        pinned: None,
        choices: Choices::None,
        answered: Some(Answered { about, beside: None, kept: true, settled: true, judged }),
        whole: None,
        file: None,
        instead_of: None,
        at: noon(),
        withdrawn: false,
        shared: false,
    }
}

fn press() -> Press {
    Press {
        event_id: "e1".to_owned(),
        tenant: "ours".to_owned(),
        by: OpenId("ou_1".to_owned()),
        external: false,
        card: MessageId("om_2".to_owned()),
        chat: "oc_1".to_owned(),
        button: Some(Button { asked: asked().id, op: Op::Refresh, pick: None, form: None }),
    }
}

#[tokio::test]
async fn a_press_is_answered_in_time_whatever_the_store_does() {
    let (app, _) = app(Mood::Well).await;
    assert_eq!(app.press(press()).await.kind, ToastKind::Success);
    for mood in [Mood::Slow, Mood::Broken] {
        let (app, _) = self::app(mood).await;
        assert_eq!(app.press(press()).await.kind, ToastKind::Error, "{mood:?}");
    }
}

#[tokio::test]
async fn every_link_that_opens_nothing_costs_one_look_and_shows_one_page() {
    let (app, questions) = app(Mood::Well).await;
    let token = |links: &Links, asked: &AskedId, tenant: &str, at: Timestamp| {
        let link = links.to(asked, tenant, Privacy::Chat, at).unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    };
    let (ours, own) = (links(), asked().id);
    let stranger = AskedId::of(&MessageId("om_9".to_owned()));
    let good = token(&ours, &own, "ours", noon());
    let tries = [
        ("empty", String::new()),
        ("no token", "质量".to_owned()),
        ("cut", good.chars().skip(1).collect()),
        ("altered", good.replace(['A', 'B'], "C")),
        ("expired", token(&ours, &own, "ours", noon() - WEEK)),
        ("of another tenant", token(&ours, &own, "theirs", noon())),
        ("of nothing", token(&ours, &stranger, "ours", noon())),
        (
            "signed by somebody else",
            token(&Links::new(&[8; 32], WEEK, Some(String::new())), &own, "ours", noon()),
        ),
        // The question is known, and its result was swept.
        ("of what is not kept", good.clone()),
    ];
    let nothing = app.ports.pages.nothing(Language::EnUs);
    assert!(!nothing.found);
    for (what, token) in tries {
        let before = questions.looks.load(Ordering::Relaxed);
        assert_eq!(app.page(&token, Language::EnUs).await, nothing, "{what}");
        assert_eq!(questions.looks.load(Ordering::Relaxed) - before, 1, "{what}");
        let file = app.file(&token, FileFormat::Csv, Language::EnUs).await;
        assert_eq!(file, Err(nothing.clone()), "{what}");
    }
    questions.store.withdraw(&asked()).await.unwrap();
    assert_eq!(app.page(&good, Language::EnUs).await, nothing, "withdrawn");
}
