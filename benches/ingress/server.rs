//! The bot's webhook route in a process of its own, before three kinds of queue.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use actix_web::{App, HttpServer, web};
use async_trait::async_trait;
use futures_util::future::pending;
use jiff::Timestamp;
use quality_bot::app::error::StoreError;
use quality_bot::app::inbound::Press;
use quality_bot::app::ports::{Buttons, File, FileFormat, MessageId, Page, Reports, SaidToast};
use quality_bot::clock::SystemClock;
use quality_bot::inbox::Inbox;
use quality_bot::ingress::{Check, Ingress, Readiness, configure};
use quality_bot::settings::{Language, WebhookSettings};
use quality_bot::store::sled::SledStore;
use quality_bot::store::{Accepted, Job, JobId, JobLane, Jobs, NewJob};
use quality_bot::telemetry::Counters;
use tokio::sync::Mutex;

use crate::{events, machine};

/// What stands behind the webhook.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Route {
    /// Events are taken and forgotten.
    Nothing,
    /// As in `serve`: events that come together share a flush.
    Store,
    /// The same, one event after the other.
    FlushEach,
}

impl Route {
    pub(crate) const ALL: [Self; 3] = [Self::Nothing, Self::Store, Self::FlushEach];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "without a store",
            Self::Store => "store",
            Self::FlushEach => "a flush for each",
        }
    }

    pub(crate) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|route| route.name() == name).unwrap()
    }
}

/// A process that serves a route; it ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    pub(crate) address: SocketAddr,
}

impl Server {
    pub(crate) fn start(route: Route, store: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["serve", route.name()])
            .arg(store)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let address = line(&mut output).parse().unwrap();
        Self { child, output, address }
    }

    /// Its CPU time so far.
    pub(crate) fn cpu(&self) -> std::time::Duration {
        machine::cpu_of(self.child.id())
    }

    /// How often its store made something durable so far.
    pub(crate) fn commits(&mut self) -> u64 {
        writeln!(self.child.stdin.as_ref().unwrap()).unwrap();
        line(&mut self.output).parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn line(output: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    line.trim().to_owned()
}

/// Serves a route; says its address, and then for each line the number of commits.
pub(crate) fn serve(route: Route, store: &Path) {
    let jobs = Arc::new(match route {
        Route::Nothing => Queue::Nothing,
        Route::Store => Queue::Store(SledStore::open(store).unwrap()),
        Route::FlushEach => Queue::FlushEach(Mutex::new(SledStore::open(store).unwrap())),
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let address = runtime.block_on(listen(jobs.clone()));
    println!("{address}");
    for _ in std::io::stdin().lines() {
        println!("{}", runtime.block_on(jobs.commits()));
    }
}

async fn listen(jobs: Arc<Queue>) -> SocketAddr {
    let (app, clock) = (events::app(), Arc::new(SystemClock));
    let ingress = web::Data::new(Ingress {
        webhook: WebhookSettings {
            app_id: app.app_id,
            encrypt_keys: vec![app.encrypt_key.into()],
            verification_tokens: vec![app.verification_token.into()],
        },
        clock: clock.clone(),
        inbox: Arc::new(Inbox::new(jobs, clock)),
        counters: Counters::new(),
        readiness: Arc::new(NothingElse),
        buttons: Arc::new(NothingElse),
        reports: Arc::new(NothingElse),
        language: Language::ZhCn,
    });
    let server = HttpServer::new(move || App::new().configure(configure(ingress.clone())));
    let server = server.disable_signals().bind(("127.0.0.1", 0)).unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

/// Where accepted events go. Nobody works on them.
enum Queue {
    Nothing,
    Store(SledStore),
    FlushEach(Mutex<SledStore>),
}

impl Queue {
    async fn commits(&self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Store(store) => store.commits(),
            Self::FlushEach(store) => store.lock().await.commits(),
        }
    }
}

fn nobody_works() -> StoreError {
    StoreError("nobody works here".to_owned())
}

#[async_trait]
impl Jobs for Queue {
    async fn accept(&self, job: NewJob) -> Result<Accepted, StoreError> {
        match self {
            Self::Nothing => Ok(Accepted::New(0)),
            Self::Store(store) => store.accept(job).await,
            Self::FlushEach(store) => store.lock().await.accept(job).await,
        }
    }

    async fn lease(&self, _: Timestamp, _: JobLane) -> Result<Option<Job>, StoreError> {
        Err(nobody_works())
    }

    async fn next_due(&self, _: JobLane) -> Result<Option<Timestamp>, StoreError> {
        Err(nobody_works())
    }

    fn backlog(&self, _: Timestamp) -> usize {
        0
    }

    async fn replied(&self, _: JobId, _: &MessageId) -> Result<(), StoreError> {
        Err(nobody_works())
    }

    async fn finish(&self, _: JobId) -> Result<(), StoreError> {
        Err(nobody_works())
    }

    async fn retry(&self, _: JobId, _: Timestamp) -> Result<(), StoreError> {
        Err(nobody_works())
    }

    async fn postpone(&self, _: JobId, _: Timestamp) -> Result<(), StoreError> {
        unreachable!()
    }

    async fn bury(&self, _: JobId, _: &str) -> Result<(), StoreError> {
        Err(nobody_works())
    }

    async fn changed(&self, _: JobLane) {
        pending().await
    }
}

/// Only events come in here.
#[derive(Debug)]
struct NothingElse;

#[async_trait]
impl Readiness for NothingElse {
    async fn checks(&self) -> Vec<Check> {
        Vec::new()
    }
}

#[async_trait]
impl Buttons for NothingElse {
    async fn press(&self, _: Press) -> SaidToast {
        unreachable!("nobody presses")
    }
}

#[async_trait]
impl Reports for NothingElse {
    async fn page(&self, _: &str, _: Language) -> Page {
        unreachable!("nobody reads")
    }

    async fn file(&self, _: &str, _: FileFormat, _: Language) -> Result<File, Page> {
        unreachable!("nobody reads")
    }
}
