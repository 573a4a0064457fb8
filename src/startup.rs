//! Wiring: the only place that names concrete types for the ports.
//!
//! Tests call the same [`Application::build`] as `serve`, with another clock and a free port, so
//! nothing is wired twice.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::{App as Routes, HttpServer, web};
use anyhow::Context;
use async_trait::async_trait;
use futures_util::future::{Either, select};
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

use crate::app::link::Links;
use crate::app::ports::Ports;
use crate::app::{App, AppOptions};
use crate::clock::SharedClock;
use crate::feishu::client::FeishuClient;
use crate::inbox::Inbox;
use crate::inbox::patrol::Patrols;
use crate::inbox::sweeper::Sweeper;
use crate::inbox::worker::Worker;
use crate::ingress::{self, Check, Ingress, Readiness};
use crate::render::{RenderOptions, Renderer, TemplateError};
use crate::settings::{LinkSettings, Settings};
use crate::store::sled::SledStore;
use crate::store::{Retention, Store};
use crate::telemetry::Counters;

/// How many questions are worked on at once. Each mostly waits for Feishu, whose own limits are
/// what bounds the rate.
const CONCURRENCY: usize = 16;

/// How long an idle connection is kept: longer than proxies and clients keep theirs (nginx and cloud
/// balancers a minute, reqwest 90 seconds). A press that meets the end of a connection is lost, as
/// nobody sends it again.
const KEEP_ALIVE: Duration = Duration::from_secs(120);

/// How long a client may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);

/// How long `/readyz` waits for a token.
const READINESS_PATIENCE: Duration = Duration::from_secs(2);

/// The bot, built and bound, not yet running.
pub struct Application {
    server: Server,
    address: SocketAddr,
    worker: Arc<Worker>,
    sweeper: Sweeper,
    patrols: Patrols,
    store: Arc<dyn Store>,
    draining: CancellationToken,
}

impl std::fmt::Debug for Application {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Application").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Loads every template and renders it with sample data.
pub fn renderer(settings: &Settings) -> Result<Renderer, TemplateError> {
    let Settings { answer, rules, .. } = settings;
    let options = RenderOptions {
        language: answer.language,
        timezone: answer.timezone.clone(),
        rules: rules.clone(),
    };
    Renderer::load(settings.serving.templates.as_deref(), options)
}

impl Application {
    /// Opens the store, loads the templates, binds the port.
    ///
    /// # Errors
    /// What an operator has to mend: a template, the store, the address, the machine's certificates.
    pub async fn build(settings: Settings, clock: SharedClock) -> anyhow::Result<Self> {
        let counters = Counters::new();
        let renderer = Arc::new(renderer(&settings).context("templates")?);
        let feishu = FeishuClient::new(&settings.feishu, clock.clone(), counters.clone())
            .context("the client for Feishu")?;
        let store = Arc::new(SledStore::open(&settings.store.path)?);
        let inbox = Arc::new(Inbox::new(store.clone(), clock.clone()));
        let ports = Ports {
            identity: Arc::new(feishu.clone()),
            meetings: Arc::new(feishu.clone()),
            messages: Arc::new(feishu.clone()),
            results: store.clone(),
            questions: store.clone(),
            calendar: store.clone(),
            history: store.clone(),
            watches: store.clone(),
            audit: store.clone(),
            forget: store.clone(),
            chats: Arc::new(feishu.clone()),
            queue: inbox.clone(),
            cards: renderer.clone(),
            pages: renderer,
            clock: clock.clone(),
        };
        let app = Arc::new(App::new(
            ports,
            AppOptions {
                lookback_days: settings.answer.lookback_days,
                rules: settings.rules,
                links: links(settings.links, store.as_ref()).await?,
                language: settings.answer.language,
                timezone: settings.answer.timezone,
                access: settings.answer.access,
                support: settings.answer.support,
            },
        ));
        let worker = Arc::new(Worker::new(
            store.clone(),
            app.clone(),
            clock.clone(),
            counters.clone(),
            CONCURRENCY,
        ));
        let retention =
            Retention { raw: settings.store.retention, judgements: settings.store.judgements };
        let sweeper = Sweeper::new(store.clone(), clock.clone(), retention);
        let patrols = Patrols::new(app.clone(), clock.clone());
        let draining = CancellationToken::new();
        let readiness = Health {
            store: store.clone(),
            feishu,
            worker: worker.clone(),
            clock: clock.clone(),
            draining: draining.clone(),
        };
        let ingress = Ingress {
            webhook: settings.webhook,
            clock,
            inbox,
            counters,
            readiness: Arc::new(readiness),
            buttons: app.clone(),
            reports: app,
            language: settings.answer.language,
        };
        let (server, address) = bind(settings.serving.listen, ingress)?;
        Ok(Self { server, address, worker, sweeper, patrols, store, draining })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown`, then stops in order: not ready, no new requests, no new work, what
    /// runs gets its time, the store is closed. The same where the store broke: a process that
    /// cannot accept anything is of no use, and the next one finds out what reached the disk.
    ///
    /// # Errors
    /// The server or the worker ended by itself, the store broke, or it could not be closed well.
    pub async fn run_until_stopped(self, shutdown: CancellationToken) -> anyhow::Result<()> {
        let Self { server, address, worker, sweeper, patrols, store, draining } = self;
        tracing::info!(%address, "serving");
        let stop_work = CancellationToken::new();
        let handle = server.handle();
        let mut serving = tokio::spawn(server);
        let [worker_stop, sweeper_stop, patrols_stop] = [(); 3].map(|()| stop_work.clone());
        let mut working = tokio::spawn(async move { worker.run(worker_stop).await });
        let sweeping = tokio::spawn(async move { sweeper.run(sweeper_stop).await });
        let patrolling = tokio::spawn(async move { patrols.run(patrols_stop).await });
        let ended_early = tokio::select! {
            () = shutdown.cancelled() => None,
            ended = &mut serving => Some(format!("the server ended by itself: {ended:?}")),
            ended = &mut working => Some(format!("the worker ended by itself: {ended:?}")),
            error = store.failure() => Some(format!("the store broke: {error}")),
        };
        draining.cancel();
        handle.stop(true).await;
        stop_work.cancel();
        if !working.is_finished() {
            working.await.context("the worker")?;
        }
        sweeping.await.context("the sweeper")?;
        patrolling.await.context("the patrols")?;
        let closed = store.close().await;
        tracing::info!("stopped");
        match ended_early {
            None => closed.context("closing the store"),
            Some(why) => anyhow::bail!(why),
        }
    }
}

/// The key of links is the operator's, or made once and kept.
async fn links(settings: LinkSettings, store: &dyn Store) -> anyhow::Result<Links> {
    let LinkSettings { public_url, secret, lifetime } = settings;
    let key = match secret {
        Some(secret) => secret,
        None => {
            let made = hex::encode(rand::random::<[u8; 32]>());
            SecretString::from(store.setting("link-secret", &made).await?)
        }
    };
    Ok(Links::new(key.expose_secret().as_bytes(), lifetime, public_url))
}

fn bind(listen: SocketAddr, ingress: Ingress) -> anyhow::Result<(Server, SocketAddr)> {
    let ingress = web::Data::new(ingress);
    let server =
        HttpServer::new(move || Routes::new().configure(ingress::configure(ingress.clone())))
            .keep_alive(KEEP_ALIVE)
            .client_request_timeout(HEAD_TIMEOUT)
            .disable_signals()
            .shutdown_timeout(10)
            .bind(listen)
            .with_context(|| format!("cannot listen on {listen}"))?;
    let address = server.addrs().first().copied().context("no address was bound")?;
    Ok((server.run(), address))
}

/// What `/readyz` asks.
struct Health {
    store: Arc<dyn Store>,
    feishu: FeishuClient,
    worker: Arc<Worker>,
    clock: SharedClock,
    draining: CancellationToken,
}

impl std::fmt::Debug for Health {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Health").finish_non_exhaustive()
    }
}

#[async_trait]
impl Readiness for Health {
    async fn checks(&self) -> Vec<Check> {
        let token = Box::pin(self.feishu.authenticate());
        let token = match select(token, self.clock.alarm(READINESS_PATIENCE)).await {
            Either::Left((held, _)) => held.is_ok(),
            Either::Right(_) => false,
        };
        vec![
            Check { name: "serving", ok: !self.draining.is_cancelled() },
            Check { name: "store", ok: self.store.health().is_ok() },
            Check { name: "token", ok: token },
            Check { name: "worker", ok: self.worker.is_running() },
        ]
    }
}
