//! The real bot, built as `serve` builds it, and what an operator sees of it.

use std::net::SocketAddr;
use std::sync::Arc;

use quality_bot::settings::Settings;
use quality_bot::startup::Application;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::clock::{BotClock, StageClock};

/// A running bot.
pub(crate) struct Bot {
    address: SocketAddr,
    http: reqwest::Client,
    stop: CancellationToken,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Bot {
    pub(crate) async fn start(settings: Settings, clock: &Arc<StageClock>) -> Self {
        let clock = Arc::new(BotClock(Arc::clone(clock)));
        let application = Application::build(settings, clock).await.unwrap();
        let address = application.address();
        let stop = CancellationToken::new();
        let running = tokio::spawn(application.run_until_stopped(stop.clone()));
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { address, http, stop, running }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn webhook(&self) -> String {
        format!("http://{}/webhook/feishu", self.address)
    }

    /// Status and body of what an operator's machine asks for.
    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.http.get(format!("http://{}{path}", self.address)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// The same, of what is no text.
    pub(crate) async fn get_bytes(&self, path: &str) -> (u16, Vec<u8>) {
        let answer = self.http.get(format!("http://{}{path}", self.address)).send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().to_vec())
    }

    pub(crate) async fn metrics(&self) -> Metrics {
        let (status, text) = self.get("/metrics").await;
        assert_eq!(status, 200);
        Metrics(text)
    }

    /// Tells it to stop.
    pub(crate) fn tell_to_stop(&self) {
        self.stop.cancel();
    }

    /// Ends when it has stopped by itself, and says why.
    pub(crate) async fn stops_by_itself(self) -> String {
        format!("{:#}", self.running.await.unwrap().unwrap_err())
    }

    /// Ends when it has stopped, in good order.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
    }
}

/// The counters, as `/metrics` shows them.
#[derive(Debug)]
pub(crate) struct Metrics(String);

impl Metrics {
    /// The sum of a counter's values over everything that carries all of these labels.
    pub(crate) fn count(&self, counter: &str, labels: &[(&str, &str)]) -> u64 {
        let name = format!("quality_bot_{counter}_total{{");
        let labels: Vec<String> =
            labels.iter().map(|(label, value)| format!("{label}=\"{value}\"")).collect();
        let counted = self.0.lines().filter(|line| line.starts_with(&name));
        let asked = counted.filter(|line| labels.iter().all(|label| line.contains(label)));
        asked.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
    }

    /// Requests to the webhook, by what became of them.
    pub(crate) fn events(&self, outcome: &str) -> u64 {
        self.count("events", &[("outcome", outcome)])
    }

    /// Jobs that are being worked on or could be now.
    pub(crate) fn backlog(&self) -> u64 {
        let line = self.0.lines().find_map(|line| line.strip_prefix("quality_bot_backlog "));
        line.unwrap().parse().unwrap()
    }

    /// Jobs, by what became of them.
    pub(crate) fn jobs(&self, outcome: &str) -> u64 {
        self.count("jobs", &[("outcome", outcome)])
    }
}
