//! `quality-bot demo`: a simulated Feishu with a chat page for the browser, the real bot, and
//! somebody who asks a first question.
//!
//! What happens is what happens in production, over loopback: the simulator pushes a signed,
//! encrypted event to the bot's webhook; the bot calls the simulator's API and replies with a card.

#![expect(clippy::print_stdout, reason = "a play for a terminal")]

mod card_text;
mod typed;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::tz::TimeZone;
use secrecy::SecretString;
use tokio::signal::ctrl_c;
use tokio_util::sync::CancellationToken;

use crate::app::ports::{Cards, Content};
use crate::cli::DemoArgs;
use crate::clock::SystemClock;
use crate::quality::rules::Rules;
use crate::settings::{
    Access, AnswerSettings, FeishuSettings, Language, LinkSettings, ServingSettings, Settings,
    StoreSettings, WebhookSettings,
};
use crate::simulator::{Message, SimClock, Simulator, State, World, data};
use crate::startup::{self, Application};
use crate::telemetry::start_logging;

/// Plays until Ctrl-C, or until the first card with `--once`.
pub async fn run(how: &DemoArgs) -> anyhow::Result<()> {
    start_logging("warn");
    let clock = SimClock::real();
    let page = SocketAddr::from((Ipv4Addr::LOCALHOST, how.port));
    let feishu =
        Simulator::start_on(page, world(&clock), clock.clone()).await.context("the simulator")?;
    let folder = tempfile::tempdir().context("a folder for the demo's store")?;
    let settings = settings(&feishu, folder.path())?;
    let working = startup::renderer(&settings)?.working();
    let bot = Application::build(settings, Arc::new(SystemClock)).await?;
    let webhook = format!("http://{}/webhook/feishu", bot.address());
    feishu.subscribe(&webhook);
    println!("A simulated Feishu answers at {}, the bot listens at {webhook}.", feishu.base_url());
    println!("Open {}/ in a browser to try it.", feishu.base_url());

    let stop = CancellationToken::new();
    let running = tokio::spawn(bot.run_until_stopped(stop.clone()));
    let played = Play { feishu: &feishu, working }.play(how).await;
    stop.cancel();
    running.await.context("the bot")??;
    feishu.stop().await;
    played
}

/// The tenant, where everybody has talked to the bot already, and what to try.
fn world(clock: &SimClock) -> World {
    let mut world = World::demo(clock);
    let own = world.tenant_key.clone();
    let speakers = world.chat(data::GROUP).map(|chat| chat.members.clone()).unwrap_or_default();
    for open_id in speakers {
        if world.person(&open_id).is_some_and(|person| person.tenant_key == own) {
            world.p2p_with(&open_id);
        }
    }
    world.hints = typed::HINTS.map(|(command, _)| command.to_owned()).to_vec();
    world
}

/// The bot's settings for the simulated app.
fn settings(feishu: &Simulator, folder: &Path) -> anyhow::Result<Settings> {
    let app = feishu.app();
    let listen = free_address()?;
    Ok(Settings {
        feishu: FeishuSettings {
            app_id: app.app_id.clone(),
            app_secret: SecretString::from(app.app_secret),
            base_url: feishu.base_url().parse()?,
            timeout: Duration::from_secs(10),
        },
        webhook: WebhookSettings {
            app_id: app.app_id,
            encrypt_keys: vec![SecretString::from(app.encrypt_key)],
            verification_tokens: vec![SecretString::from(app.verification_token)],
        },
        serving: ServingSettings { listen, log: String::new(), templates: None },
        store: StoreSettings {
            path: folder.to_owned(),
            retention: Duration::from_secs(86_400),
            judgements: Duration::from_secs(86_400),
        },
        answer: AnswerSettings {
            lookback_days: 30,
            access: Access::Open,
            support: vec![data::SUPPORT.to_owned()],
            language: Language::EnUs,
            timezone: TimeZone::system(),
        },
        links: LinkSettings {
            public_url: Some(format!("http://{listen}")),
            secret: None,
            lifetime: jiff::SignedDuration::from_hours(7 * 24),
        },
        rules: Rules::default(),
        warnings: Vec::new(),
    })
}

/// An address that the bot can listen on: links to its reports must name the port before it does.
fn free_address() -> anyhow::Result<SocketAddr> {
    let found = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
    found.context("a free port")
}

struct Play<'a> {
    feishu: &'a Simulator,
    /// What the bot says while it works: not the answer yet.
    working: Content,
}

impl Play<'_> {
    async fn play(&self, how: &DemoArgs) -> anyhow::Result<()> {
        self.ask(&format!("@{} /quality {} @张三", data::BOT_NAME, data::FOUR_PEOPLE)).await?;
        if how.once {
            return Ok(());
        }
        println!("{}", typed::hint());
        let mut lines = typed::lines();
        loop {
            tokio::select! {
                _ = ctrl_c() => return Ok(()),
                Some(line) = lines.recv() => self.ask(&line).await?,
            }
        }
    }

    /// Types a line into the group, and prints what follows from it.
    async fn ask(&self, line: &str) -> anyhow::Result<()> {
        let calls_before = self.feishu.journal().all().len();
        println!("\n李四 types into the group: {line}");
        let people = self.feishu.read(|state| state.world().people.clone());
        let pushed = self.feishu.say(&typed::question(line, &people)).await;
        println!("\n── The event, pushed to the webhook encrypted and signed");
        println!("{}", serde_json::to_string_pretty(&pushed.event)?);
        println!("   The bot answered {}.", pushed.status().unwrap_or_default());

        let Ok(reply) = self.feishu.wait_for(|state| self.answer(state, &pushed.message_id)).await
        else {
            println!(
                "   No reply: the bot takes it for no message to itself. Mention it, or begin with /quality."
            );
            return Ok(());
        };
        println!("\n── The bot's calls to the API");
        for call in self.feishu.journal().all().iter().skip(calls_before) {
            println!("   {call}");
        }
        println!("\n── Card, {} bytes", reply.content.len());
        println!("{}", card_text::draw(&reply.content)?);
        Ok(())
    }

    /// The reply, once it is more than the working card.
    fn answer(&self, state: &State, to: &str) -> Option<Message> {
        let reply = (*state.replies_to(to).first()?).clone();
        let working = matches!(&self.working, Content::Card(card) if *card == reply.content);
        (!working).then_some(reply)
    }
}
