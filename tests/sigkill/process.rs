//! The real `serve` process: one port and one store, and one process after another on them.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

use quality_bot::simulator::Simulator;
use tempfile::TempDir;
use tokio::net::TcpSocket;
use tokio::time::{interval, timeout};

/// How long a process may take to get ready; it only bounds failures.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where processes run.
pub(crate) struct Machine {
    folder: TempDir,
    address: SocketAddr,
    settings: Vec<(&'static str, String)>,
    http: reqwest::Client,
    /// Bound and never listening: nobody else gets the port while no process has it.
    _port: TcpSocket,
}

impl Machine {
    /// With an empty store. Events of the simulated app will come here.
    pub(crate) fn new(feishu: &Simulator) -> Self {
        let port = TcpSocket::new_v4().unwrap();
        port.set_reuseaddr(true).unwrap();
        port.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = port.local_addr().unwrap();
        feishu.subscribe(format!("http://{address}/webhook/feishu"));
        let folder = tempfile::tempdir().unwrap();
        let app = feishu.app();
        let settings = vec![
            ("FEISHU_APP_ID", app.app_id),
            ("FEISHU_APP_SECRET", app.app_secret),
            ("FEISHU_ENCRYPT_KEY", app.encrypt_key),
            ("FEISHU_VERIFICATION_TOKEN", app.verification_token),
            ("FEISHU_BASE_URL", feishu.base_url()),
            ("QUALITY_BOT_LISTEN", address.to_string()),
            ("QUALITY_BOT_STORE", format!("sled:{}", folder.path().join("store").display())),
            ("QUALITY_BOT_ACCESS", "open".to_owned()),
            // Nothing is an error here: what is printed belongs to a failure.
            ("QUALITY_BOT_LOG", "error".to_owned()),
        ];
        let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        Self { folder, address, settings, http, _port: port }
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// Starts `quality-bot serve`; see [`Machine::ready`].
    pub(crate) fn start(&self) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quality-bot"));
        command.arg("serve").env_clear().envs(self.settings.iter().cloned());
        Process(command.current_dir(self.folder.path()).spawn().unwrap())
    }

    /// Ends when `/readyz` answers 200.
    pub(crate) async fn ready(&self) {
        let url = format!("http://{}/readyz", self.address);
        let asking = async {
            let mut tick = interval(Duration::from_millis(10));
            loop {
                tick.tick().await;
                let answer = self.http.get(&url).send().await;
                if answer.is_ok_and(|answer| answer.status() == 200) {
                    return;
                }
            }
        };
        timeout(PATIENCE, asking).await.expect("the process did not get ready");
    }
}

/// A process; killed when it is dropped.
pub(crate) struct Process(Child);

impl Process {
    /// SIGKILL, and wait for the end.
    pub(crate) fn kill(mut self) {
        let ended = self.0.try_wait().unwrap();
        assert_eq!(ended, None, "the process had ended by itself");
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// SIGTERM, and wait for the end.
    pub(crate) async fn stop(mut self) -> ExitStatus {
        let id = self.0.id().to_string();
        let told = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &id]).status().unwrap();
        assert!(told.success());
        tokio::task::spawn_blocking(move || self.0.wait().unwrap()).await.unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
