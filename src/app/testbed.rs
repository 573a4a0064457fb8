//! A platform, a store and a chat for the use cases, which count what is asked of them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::{BoxFuture, pending, ready};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;
use tokio::sync::watch;
use tokio::task::yield_now;

use super::answer::*;
use super::asked::*;
use super::error::{FaultId, PlatformError, Refusal, StoreError, UserError};
use super::inbound::{Attempt, InboundMessage, MessageId, Task};
use super::link::Links;
use super::ports::*;
use super::roster::Row;
use super::told::WhyUnmeasured;
use super::{App, AppOptions};
use crate::clock::Clock;
use crate::command::CommandError;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};
use crate::quality::rules::Rules;
use crate::settings::{Access, Language};
use crate::store::memory::MemoryStore;

/// Calls for records that the platform takes in a minute, and that bulk work leaves to others.
const LIMIT: usize = 100;
const RESERVE: usize = 5;
/// How long a call takes.
const A_CALL: i64 = 50;
/// Records of a page: few, since nobody reads them all.
const RECORDS: i64 = 6;

/// Time that passes when somebody sleeps, or the platform is called.
#[derive(Debug)]
pub(super) struct TestClock(watch::Sender<i64>);

impl TestClock {
    pub(super) fn now_ms(&self) -> i64 {
        *self.0.borrow()
    }

    pub(super) fn wind(&self, ms: i64) {
        self.0.send_modify(|now| *now += ms);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.now_ms()).unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.wind(duration.as_millis().try_into().unwrap());
        Box::pin(ready(()))
    }

    fn alarm(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.0.subscribe();
        let due = self.now_ms() + i64::try_from(duration.as_millis()).unwrap();
        Box::pin(async move {
            let rang = time.wait_for(|now| *now >= due).await.is_ok();
            if !rang {
                pending::<()>().await;
            }
        })
    }
}

/// What the platform has of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    Good,
    /// Most minutes are bad.
    Bad,
    /// 121004
    Nothing,
    /// Feishu is down.
    Unavailable,
    /// 121005
    NoRole,
}

/// Somebody in the meeting.
#[derive(Debug, Clone)]
pub(super) struct Guest {
    pub id: Option<&'static str>,
    pub name: String,
    pub external: bool,
    /// Minutes of joining and leaving.
    pub sessions: Vec<(i64, i64)>,
    pub data: Data,
}

pub(super) fn guest(id: &'static str, data: Data, sessions: &[(i64, i64)]) -> Guest {
    let name = id.trim_start_matches("ou_").to_owned();
    Guest { id: Some(id), name, external: false, sessions: sessions.to_vec(), data }
}

/// A call for records: whose, of which session, from where.
pub(super) type RecordsCall = (String, Timestamp, Option<String>);

/// All that is outside.
pub(super) struct World {
    pub clock: Arc<TestClock>,
    pub guests: Vec<Guest>,
    pub rows_are_whole: bool,
    /// Calls for records that were answered, in their order.
    pub answered: Mutex<Vec<RecordsCall>>,
    /// Calls for records that were begun.
    pub begun: AtomicUsize,
    pub lists: AtomicUsize,
    /// How many calls for records are answered; the others never are.
    pub cut: AtomicUsize,
    /// Cursors from before are not taken any more.
    pub forgets_cursors: AtomicBool,
    window: Mutex<VecDeque<i64>>,
    /// What stands in the chat: when it was said, where, and what.
    pub said: Mutex<Vec<(i64, String, String)>>,
    being_replaced: Mutex<Vec<String>>,
    pub queued: Mutex<Vec<(String, Task)>>,
    kept: Mutex<BTreeMap<(String, ParticipantId), Kept>>,
    pub parts: Mutex<BTreeMap<(ParticipantId, Timestamp, usize), Part>>,
    roster: Mutex<Option<Roster>>,
    pub asked: Mutex<BTreeMap<AskedId, Asked>>,
    pub stopped: Mutex<Option<Stop>>,
}

impl World {
    /// An hour after a meeting of these people.
    pub(super) fn of(guests: Vec<Guest>) -> World {
        let now = at(60 * 5).as_millisecond();
        World {
            clock: Arc::new(TestClock(watch::Sender::new(now))),
            guests,
            rows_are_whole: true,
            answered: Mutex::default(),
            begun: AtomicUsize::new(0),
            lists: AtomicUsize::new(0),
            cut: AtomicUsize::new(usize::MAX),
            forgets_cursors: AtomicBool::new(false),
            window: Mutex::default(),
            said: Mutex::default(),
            being_replaced: Mutex::default(),
            queued: Mutex::default(),
            kept: Mutex::default(),
            parts: Mutex::default(),
            roster: Mutex::default(),
            asked: Mutex::default(),
            stopped: Mutex::default(),
        }
    }

    pub(super) fn calls(&self) -> Vec<RecordsCall> {
        lock(&self.answered).clone()
    }

    pub(super) fn begun(&self) -> usize {
        self.begun.load(Ordering::Relaxed)
    }

    pub(super) fn lists(&self) -> usize {
        self.lists.load(Ordering::Relaxed)
    }

    /// What was said, in its order.
    pub(super) fn texts(&self) -> Vec<String> {
        lock(&self.said).iter().map(|(_, _, text)| text.clone()).collect()
    }

    pub(super) fn last_text(&self) -> String {
        self.texts().pop().unwrap_or_default()
    }

    /// Ends when no more calls are answered, and all that came of those that were is done.
    pub(super) async fn is_cut(&self) {
        while self.calls().len() < self.cut.load(Ordering::Relaxed)
            || self.begun() == self.calls().len()
        {
            yield_now().await;
        }
        for _ in 0..100 {
            yield_now().await;
        }
    }

    /// The gate: no more calls in a minute than the platform takes.
    fn let_through(&self, lane: &Lane) {
        let most = if *lane == Lane::Question { LIMIT } else { LIMIT - RESERVE };
        let mut window = lock(&self.window);
        self.clock.wind(A_CALL);
        if window.len() >= most {
            let free_at = window[window.len() - most] + 60_000;
            self.clock.wind((free_at - self.clock.now_ms()).max(0));
        }
        window.push_back(self.clock.now_ms());
    }

    fn says(&self, place: &str, content: &Content) {
        let (Content::Card(text) | Content::Text(text)) = content else { panic!("{content:?}") };
        let now = self.clock.now_ms();
        lock(&self.said).push((now, place.to_owned(), text.clone()));
    }
}

/// The use cases over a world, as after a start of the process.
pub(super) fn app(world: &Arc<World>) -> Arc<App> {
    let store = Arc::new(MemoryStore::new());
    let ports = Ports {
        identity: world.clone(),
        meetings: world.clone(),
        messages: world.clone(),
        results: world.clone(),
        questions: world.clone(),
        calendar: world.clone(),
        history: store.clone(),
        watches: store.clone(),
        audit: store.clone(),
        forget: store,
        chats: world.clone(),
        queue: world.clone(),
        cards: world.clone(),
        pages: world.clone(),
        clock: world.clock.clone(),
    };
    let options = AppOptions {
        lookback_days: 30,
        rules: Rules::default(),
        links: Links::new(&[7; 32], SignedDuration::from_hours(1), None),
        language: Language::EnUs,
        timezone: TimeZone::UTC,
        access: Access::Open,
        support: Vec::new(),
    };
    Arc::new(App::new(ports, options))
}

/// Others go on meanwhile.
async fn a_while() {
    for _ in 0..5 {
        yield_now().await;
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap()
}

/// A minute of the meeting.
pub(super) fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_040 + minute * 60).unwrap()
}

/// Four hours.
pub(super) fn meeting() -> Meeting {
    Meeting {
        instance: "7".to_owned(),
        no: MeetingNo::parse("123456789").unwrap(),
        topic: "Weekly".to_owned(),
        start: at(0),
        end: at(240),
        owner: None,
        people: None,
    }
}

pub(super) fn asked(message: &str) -> Asked {
    let message = InboundMessage {
        tenant: "ours".to_owned(),
        message_id: MessageId(message.to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_asker".to_owned()),
        sender_external: false,
        text: "/quality 123456789".to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    };
    Asked {
        id: AskedId::of(&message.message_id),
        message,
        pinned: Some(meeting()),
        choices: Choices::None,
        answered: None,
        whole: None,
        file: None,
        instead_of: None,
        at: at(300),
        withdrawn: false,
        shared: false,
    }
}

pub(super) fn attempt(task: Task) -> Attempt {
    Attempt { task, number: 1, last: false, hopeless: false, reply: None }
}

pub(super) fn row(guest: &Guest, (join, leave): (i64, i64)) -> Row {
    let attendance = Attendance {
        name: guest.name.clone(),
        join: at(join),
        leave: Some(at(leave)),
        external: guest.external,
        time_in_meeting: None,
        device: None,
        app_version: Some("7.1".to_owned()),
        network_type: Some("wifi".to_owned()),
        protocol: None,
        use_rtc_proxy: None,
        microphone: None,
        speaker: None,
        camera: None,
        leave_reason: None,
        site: None,
        location: None,
    };
    (guest.id.map(|id| id.to_owned().into()), attendance)
}

pub(super) fn refused(refusal: Refusal) -> PlatformError {
    PlatformError { api: "a", refusal, code: None, log_id: None, detail: String::new() }
}

fn record(minute: i64, data: Data) -> Box<RawValue> {
    let time = at(minute).strftime("%Y.%m.%d %H:%M:%S").to_string();
    let loss = if data == Data::Bad { 20 } else { 0 };
    let json = format!(
        r#"{{"network":{{"time":"{time} (GMT+00:00)","network_delay":"20ms","packet_loss_avg_sent":"{loss}%","packet_loss_avg_received":"0%"}}}}"#
    );
    RawValue::from_string(json).unwrap()
}

/// Nothing that these use cases do.
macro_rules! never {
    () => {
        unreachable!("nobody asks for this here")
    };
}

/// An attempt whose progress is noted nowhere.
pub(super) struct Unnoted;

#[async_trait]
impl Progress for Unnoted {
    async fn replied(&self, _: &MessageId) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Identity for World {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        never!()
    }
}

#[async_trait]
impl Meetings for World {
    async fn instances(
        &self,
        _: MeetingNo,
        _: Period,
        _: MeetingStatus,
    ) -> Result<Listed<Meeting>, PlatformError> {
        never!()
    }

    async fn attended(&self, _: &OpenId, _: Period) -> Result<Listed<Meeting>, PlatformError> {
        never!()
    }

    async fn attendance(
        &self,
        _: &Meeting,
        _: &ParticipantId,
    ) -> Result<Listed<Attendance>, PlatformError> {
        never!()
    }

    async fn participants(
        &self,
        _: &Meeting,
        _: Reach,
        _: &Lane,
    ) -> Result<Listed<Row>, PlatformError> {
        self.lists.fetch_add(1, Ordering::Relaxed);
        yield_now().await;
        let rows = self.guests.iter();
        let rows = rows.flat_map(|guest| guest.sessions.iter().map(|it| row(guest, *it)));
        Ok(Listed { items: rows.collect(), complete: self.rows_are_whole })
    }

    async fn records(
        &self,
        _: &Meeting,
        person: &ParticipantId,
        join: Timestamp,
        after: Option<&Cursor>,
        lane: &Lane,
    ) -> Result<RecordPage, PlatformError> {
        let begun = self.begun.fetch_add(1, Ordering::Relaxed);
        let is_answered = begun < self.cut.load(Ordering::Relaxed);
        self.let_through(lane);
        a_while().await;
        if !is_answered {
            return pending().await;
        }
        let cursor = after.map(|cursor| cursor.0.clone());
        lock(&self.answered).push((person.as_str().to_owned(), join, cursor));
        let guest = self.guests.iter().find(|guest| guest.id == Some(person.as_str())).unwrap();
        match guest.data {
            Data::Nothing => return Err(refused(Refusal::NoData)),
            Data::Unavailable => return Err(refused(Refusal::Unavailable)),
            Data::NoRole => return Err(refused(Refusal::AdminRoleMissing)),
            Data::Good | Data::Bad => {}
        }
        let (first, last) =
            guest.sessions.iter().find(|(first, _)| at(*first) == join).copied().unwrap();
        let page: i64 = match after {
            None => 0,
            Some(_) if self.forgets_cursors.swap(false, Ordering::Relaxed) => {
                return Err(refused(Refusal::Rejected));
            }
            Some(Cursor(page)) => page.parse().unwrap(),
        };
        let begin = first + page * 100;
        let records = (begin..last.min(begin + RECORDS)).map(|minute| record(minute, guest.data));
        let next = ((last - first) / 100 > page).then(|| Cursor((page + 1).to_string()));
        Ok(RecordPage { records: records.collect(), next })
    }

    fn free_quality_calls(&self) -> usize {
        let now = self.clock.now_ms();
        LIMIT - lock(&self.window).iter().filter(|at| **at + 60_000 > now).count()
    }

    fn time_for(&self, calls: usize) -> Duration {
        Duration::from_secs(60 * u64::try_from(calls / (LIMIT - RESERVE)).unwrap())
    }
}

#[async_trait]
impl Messages for World {
    async fn reply(
        &self,
        to: &MessageId,
        content: &Content,
        _: &str,
    ) -> Result<MessageId, PlatformError> {
        self.says("new", content);
        Ok(MessageId(format!("{}/reply", to.0)))
    }

    async fn upload(&self, _: &File) -> Result<FileKey, PlatformError> {
        never!()
    }

    async fn replace(&self, message: &MessageId, content: &Content) -> Result<(), PlatformError> {
        let card = &message.0;
        assert!(!lock(&self.being_replaced).contains(card), "{card} is being replaced already");
        lock(&self.being_replaced).push(card.clone());
        self.says(card, content);
        a_while().await;
        lock(&self.being_replaced).retain(|other| other != card);
        Ok(())
    }

    async fn send(&self, _: &Recipient, _: &Content, _: &str) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn whisper(&self, _: &str, _: &OpenId, _: &Content) -> Result<MessageId, PlatformError> {
        never!()
    }

    async fn take_back(&self, message: &MessageId) -> Result<(), PlatformError> {
        self.says(&message.0, &Content::Text("taken back".to_owned()));
        Ok(())
    }
}

#[async_trait]
impl Chats for World {
    async fn is_external(&self, _: &str) -> Result<bool, PlatformError> {
        Ok(false)
    }
}

#[async_trait]
impl Queue for World {
    async fn queue(&self, claim: String, task: Task) -> Result<(), StoreError> {
        let mut queued = lock(&self.queued);
        if !queued.iter().any(|(taken, _)| *taken == claim) {
            queued.push((claim, task));
        }
        Ok(())
    }

    async fn queue_for(&self, _: Timestamp, _: String, _: Task) -> Result<(), StoreError> {
        never!()
    }
}

#[async_trait]
impl Results for World {
    async fn find(
        &self,
        _: &str,
        instance: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        Ok(lock(&self.kept).get(&(instance.to_owned(), person.clone())).cloned())
    }

    async fn keep(&self, _: &str, kept: &Kept) -> Result<(), StoreError> {
        lock(&self.parts).retain(|(person, ..), _| *person != kept.person);
        let key = (kept.meeting.instance.clone(), kept.person.clone());
        lock(&self.kept).insert(key, kept.clone());
        Ok(())
    }

    async fn keep_part(
        &self,
        _: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError> {
        let key = (session.person.clone(), session.join, place);
        lock(&self.parts).insert(key, part.clone());
        Ok(())
    }

    async fn parts(&self, _: &str, session: &Session) -> Result<Vec<Part>, StoreError> {
        let parts = lock(&self.parts);
        let of = |place| parts.get(&(session.person.clone(), session.join, place)).cloned();
        Ok((0..).map_while(of).collect())
    }
}

#[async_trait]
impl Calendar for World {
    async fn hold(&self, _: &str, _: &Meeting) -> Result<(), StoreError> {
        Ok(())
    }

    async fn held(&self, _: &str, _: MeetingNo, _: Period) -> Result<Vec<Meeting>, StoreError> {
        never!()
    }

    async fn held_with(&self, _: &str, _: &OpenId, _: Period) -> Result<Vec<Meeting>, StoreError> {
        never!()
    }

    async fn keep_roster(&self, _: &str, roster: &Roster) -> Result<(), StoreError> {
        *lock(&self.roster) = Some(roster.clone());
        Ok(())
    }

    async fn roster(&self, _: &str, _: &str) -> Result<Option<Roster>, StoreError> {
        Ok(lock(&self.roster).clone())
    }
}

#[async_trait]
impl Questions for World {
    async fn note(&self, asked: &Asked) -> Result<(), StoreError> {
        lock(&self.asked).insert(asked.id.clone(), asked.clone());
        Ok(())
    }

    async fn withdraw(&self, _: &Asked) -> Result<(), StoreError> {
        never!()
    }

    async fn asked(&self, id: &AskedId) -> Result<Option<Asked>, StoreError> {
        Ok(lock(&self.asked).get(id).cloned())
    }

    async fn opine(&self, _: &str, _: &About, _: &Opinion) -> Result<(), StoreError> {
        never!()
    }

    async fn opinions(&self, _: &str, _: &About) -> Result<Vec<Opinion>, StoreError> {
        never!()
    }

    async fn share(&self, _: &Asked) -> Result<(), StoreError> {
        never!()
    }

    async fn stop(&self, _: &AskedId, stop: Stop, _: Timestamp) -> Result<(), StoreError> {
        *lock(&self.stopped) = Some(stop);
        Ok(())
    }

    async fn stopped(&self, _: &AskedId) -> Result<Option<Stop>, StoreError> {
        Ok(*lock(&self.stopped))
    }

    async fn asked_in(&self, _: &str, _: &str, _: usize) -> Result<Vec<Asked>, StoreError> {
        never!()
    }
}

impl Cards for World {
    fn answer(&self, _: &Answer, _: &Offer) -> Content {
        never!()
    }

    fn answer_in_text(&self, _: &Answer) -> Content {
        never!()
    }

    fn working(&self) -> Content {
        Content::Card("working".to_owned())
    }

    fn help(&self) -> Content {
        never!()
    }

    fn wrong_command(&self, _: &CommandError) -> Content {
        never!()
    }

    fn told_in_text(&self, told: &Told<'_>) -> Content {
        self.tell(told)
    }

    fn tell(&self, told: &Told<'_>) -> Content {
        Content::Card(match told {
            Told::Whole(whole, offer) => format!("whole of {}: {}", offer.asked.0, in_short(whole)),
            Told::Progress(done) => format!("{}/{} calls", done.calls, done.of_calls),
            Told::Cancelled(done) => format!("cancelled at {}/{}", done.calls, done.of_calls),
            _ => never!(),
        })
    }

    fn in_language(&self, _: &Content, _: Language) -> Content {
        never!()
    }

    fn user_error(&self, error: &UserError, again: Option<&AskedId>) -> Content {
        let again = if again.is_some() { ", again?" } else { "" };
        Content::Card(format!("{error:?}{again}"))
    }

    fn toast(&self, _: &Toast) -> SaidToast {
        never!()
    }

    fn fault(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Card("fault".to_owned())
    }

    fn fault_in_text(&self, _: &FaultId, _: Option<&str>) -> Content {
        Content::Text("fault".to_owned())
    }
}

impl Pages for World {
    fn report(&self, _: &Answer, _: &ReportFacts, _: Language) -> Page {
        never!()
    }

    fn nothing(&self, _: Language) -> Page {
        never!()
    }

    fn file(&self, _: &Answer, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }

    fn whole_file(&self, _: &Whole, _: FileFormat, _: Language) -> Option<File> {
        never!()
    }
}

/// Names worst first, and who could not be measured.
pub(super) fn in_short(whole: &Whole) -> String {
    let people: Vec<&str> = whole.people.iter().map(|standing| standing.name.as_str()).collect();
    let why = |it: &super::told::Unmeasured| match it.why {
        WhyUnmeasured::External => format!("{} external", it.name),
        WhyUnmeasured::NoId => format!("{} without id", it.name),
        WhyUnmeasured::NoData => format!("{} without data", it.name),
        WhyUnmeasured::NotReady => format!("{} not yet", it.name),
        WhyUnmeasured::Failed => format!("{} failed", it.name),
    };
    let unmeasured: Vec<String> = whole.unmeasured.iter().map(why).collect();
    format!("{} | {}", people.join(" "), unmeasured.join(", "))
}
