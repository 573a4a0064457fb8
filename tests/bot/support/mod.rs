//! A stage: a simulated Feishu, the real bot, one clock, and people who talk.
//!
//! Invariants: nothing of the bot is replaced but its clock; nobody waits in real time, except for
//! work that is under way; what a test does not expect fails it at its [`Stage::end`].

pub(crate) mod apart;
pub(crate) mod bot;
pub(crate) mod bulk;
pub(crate) mod calls;
pub(crate) mod card;
pub(crate) mod choosing;
pub(crate) mod clock;
pub(crate) mod ending;
pub(crate) mod forgery;
pub(crate) mod happening;
pub(crate) mod logs;
pub(crate) mod press;
pub(crate) mod talk;

use std::collections::HashSet;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use quality_bot::app::ports::{Cards, Content};
use quality_bot::quality::rules::Rules;
use quality_bot::settings::{
    Access, AnswerSettings, FeishuSettings, Language, LinkSettings, ServingSettings, Settings,
    StoreSettings, WebhookSettings,
};
use quality_bot::simulator::{App, SimClock, Simulator, State, World};
use quality_bot::startup;
use tempfile::TempDir;

pub(crate) use self::bot::Bot;
pub(crate) use self::calls::Calls;
pub(crate) use self::card::Reply;
use self::clock::StageClock;
pub(crate) use self::ending::Ending;
use self::ending::unread;

/// 2026-11-20 12:00:00 UTC, 20:00 in Shanghai.
const EVENING_MS: i64 = 1_795_176_000_000;

/// Where browsers reach the bot, as the operator says.
pub(crate) const PUBLIC_URL: &str = "https://quality.example.com";

pub(crate) const LINK_SECRET: &str = "a link secret of at least 32 bytes";

/// In real time. Only bounds failures: a busy machine may take as long as it wants.
const SAFETY: Duration = Duration::from_secs(120);

/// See the module's documentation.
pub(crate) struct Stage {
    pub(crate) sim: Simulator,
    pub(crate) clock: Arc<StageClock>,
    settings: Settings,
    bot: Option<Bot>,
    /// The messages of the bot that an expectation took.
    read: Mutex<HashSet<String>>,
    /// How many calls [`Stage::new_calls`] has told of.
    told: Mutex<usize>,
    /// What the bot says while it works.
    working: String,
    _folder: TempDir,
}

impl Stage {
    /// The demo's world and a bot with the usual settings: who took part may ask.
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// The same, where everybody of the tenant may ask about everybody.
    pub(crate) async fn open_to_all() -> Self {
        Self::open_with(|settings| settings.answer.access = Access::Open).await
    }

    /// With other settings.
    pub(crate) async fn open_with(change: impl FnOnce(&mut Settings)) -> Self {
        let time = SimClock::manual(EVENING_MS);
        let world = World::demo(&time);
        logs::listen(logs::secrets(&world));
        let sim = Simulator::start(world, time.clone()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut settings = settings(&sim.app(), &sim.base_url(), folder.path());
        change(&mut settings);
        let working = working(&settings);
        let mut stage = Self {
            sim,
            clock: StageClock::new(time),
            settings,
            bot: None,
            read: Mutex::default(),
            told: Mutex::default(),
            working,
            _folder: folder,
        };
        stage.start_bot().await;
        stage
    }

    pub(crate) fn bot(&self) -> &Bot {
        self.bot.as_ref().unwrap()
    }

    /// Starts a bot on the store that the last one left.
    pub(crate) async fn start_bot(&mut self) {
        let bot = Bot::start(self.settings.clone(), &self.clock).await;
        self.sim.subscribe(bot.webhook());
        self.bot = Some(bot);
    }

    /// Ends when the next bot can open the store.
    pub(crate) async fn stop_bot(&mut self) {
        let Some(bot) = self.bot.take() else { return };
        bot.stop().await;
        self.store_is_free().await;
    }

    /// The bot stops by itself; why.
    pub(crate) async fn bot_stops_by_itself(&mut self) -> String {
        let bot = self.bot.take().unwrap();
        let stopped = tokio::time::timeout(SAFETY, bot.stops_by_itself()).await;
        let why = stopped.unwrap();
        self.store_is_free().await;
        why
    }

    async fn store_is_free(&self) {
        // The server's threads drop their handles a moment after they have said that they stopped.
        let lock = File::open(self.settings.store.path.join("lock")).unwrap();
        let free = async {
            while lock.try_lock().is_err() {
                tokio::task::yield_now().await;
            }
        };
        assert!(tokio::time::timeout(SAFETY, free).await.is_ok(), "the store is still in use");
    }

    /// Ends when every message that came in has been dealt with.
    pub(crate) async fn settle(&self) {
        let Some(bot) = &self.bot else { return };
        let settled = async { while bot.metrics().await.backlog() > 0 {} };
        if tokio::time::timeout(SAFETY, settled).await.is_err() {
            panic!("still at work; the requests so far:\n{}", self.sim.journal());
        }
    }

    /// The oldest reply that no expectation has taken yet, as it stands when all work is done.
    pub(crate) async fn next_card(&self) -> Reply {
        self.settle().await;
        let oldest = unread(self).into_iter().next();
        let Some(message) = oldest else {
            panic!("nobody answered; the requests so far:\n{}", self.sim.journal());
        };
        self.read.lock().unwrap().insert(message.message_id.clone());
        assert_ne!(message.content, self.working, "the working card was left standing");
        Reply::of(message)
    }

    /// Waits for the card that says that work is under way. It is not taken: it will be the answer.
    pub(crate) async fn working_card(&self) -> Reply {
        let find = |state: &State| {
            let mut messages = state.world().messages.iter();
            messages.find(|message| message.content == self.working).cloned()
        };
        Reply::of(self.sim.wait_for(find).await.unwrap())
    }

    /// Everything is dealt with, and nobody was answered.
    pub(crate) async fn silence(&self) {
        self.settle().await;
        let said = unread(self);
        assert!(said.is_empty(), "{said:?}");
    }

    /// The calls since the last time this was asked.
    pub(crate) fn new_calls(&self) -> Calls {
        let journal = self.sim.journal();
        let mut told = self.told.lock().unwrap();
        let new = journal.all().get(*told..).unwrap_or_default();
        *told = journal.all().len();
        Calls::count(new)
    }

    /// Winds the clock until an alarm of this length rings; waits until somebody sets it.
    pub(crate) async fn ring(&self, length: Duration) {
        let rung = tokio::time::timeout(SAFETY, self.clock.ring(length)).await;
        assert!(
            rung.is_ok(),
            "nobody waits {length:?}; the requests so far:\n{}",
            self.sim.journal()
        );
    }

    /// The working card was left standing, and that is right.
    pub(crate) fn take_working_card(&self) {
        let left: Vec<_> = unread(self).into_iter().collect();
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(left[0].content, self.working);
        self.read.lock().unwrap().insert(left[0].message_id.clone());
    }

    /// Ends when so many attempts have failed and will be made again.
    pub(crate) async fn wait_for_retries(&self, retries: u64) {
        let retried = async { while self.bot().metrics().await.jobs("retried") < retries {} };
        assert!(tokio::time::timeout(SAFETY, retried).await.is_ok(), "{}", self.sim.journal());
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }
}

/// What the bot says while it works. Making it takes a while, so it is made once for each language.
fn working(settings: &Settings) -> String {
    static MADE: Mutex<Vec<(Language, String)>> = Mutex::new(Vec::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let language = settings.answer.language;
    if let Some((_, working)) = made.iter().find(|(known, _)| *known == language) {
        return working.clone();
    }
    let cards = startup::renderer(settings).unwrap();
    let Content::Card(working) = cards.working() else { panic!("no working card") };
    made.push((language, working.clone()));
    working
}

fn settings(app: &App, base_url: &str, folder: &Path) -> Settings {
    let app = app.clone();
    Settings {
        feishu: FeishuSettings {
            app_id: app.app_id.clone(),
            app_secret: app.app_secret.into(),
            base_url: base_url.parse().unwrap(),
            timeout: Duration::from_secs(10),
        },
        webhook: WebhookSettings {
            app_id: app.app_id,
            encrypt_keys: vec![app.encrypt_key.into()],
            verification_tokens: vec![app.verification_token.into()],
        },
        serving: ServingSettings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            log: String::new(),
            templates: None,
        },
        store: StoreSettings {
            path: folder.join("store"),
            retention: Duration::from_secs(30 * 86_400),
            judgements: Duration::from_secs(365 * 86_400),
        },
        answer: AnswerSettings {
            lookback_days: 30,
            access: Access::Meeting,
            support: Vec::new(),
            language: Language::ZhCn,
            timezone: TimeZone::get("Asia/Shanghai").unwrap(),
        },
        links: LinkSettings {
            public_url: Some(PUBLIC_URL.to_owned()),
            secret: Some(LINK_SECRET.to_owned().into()),
            lifetime: SignedDuration::from_hours(7 * 24),
        },
        rules: Rules::default(),
        warnings: Vec::new(),
    }
}
