//! Everything this process logs, at the chattiest level an operator could set.
//!
//! One listener for all tests: bot, server and client threads log without knowing for which test.
//! Each line is looked at for secrets as it is written; what the bot itself says louder than info
//! is kept, so that a fault's id can be found again.

use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};

use quality_bot::simulator::World;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Every tenant token that the simulator gives out begins like this.
const TOKEN: &str = "t-g1";

/// Where a test logs a secret to see whether that is noticed.
pub(crate) const ON_PURPOSE: &str = "on_purpose";

static LISTEN: Once = Once::new();
static HEARD: Mutex<Heard> =
    Mutex::new(Heard { secrets: Vec::new(), lines: Vec::new(), leaks: Vec::new() });

struct Heard {
    secrets: Vec<String>,
    lines: Vec<String>,
    leaks: Vec<String>,
}

/// What must not be seen outside, of an app in this world.
pub(crate) fn secrets(world: &World) -> Vec<String> {
    let app = world.app.clone();
    vec![app.app_secret, app.encrypt_key, app.verification_token, TOKEN.to_owned()]
}

/// Listens, from the first call on.
pub(crate) fn listen(secrets: Vec<String>) {
    LISTEN.call_once(|| {
        with(|heard| heard.secrets = secrets);
        let filter = EnvFilter::new(
            "info,quality_bot=trace,reqwest=trace,hyper_util=trace,on_purpose=trace",
        );
        let logs = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false);
        logs.with_writer(Listener).init();
    });
}

/// The lines in which a secret stood, or those that were made on purpose.
pub(crate) fn leaks(on_purpose: bool) -> Vec<String> {
    let asked = |line: &&String| line.contains(ON_PURPOSE) == on_purpose;
    with(|heard| heard.leaks.iter().filter(asked).cloned().collect())
}

/// The warnings and errors in which this stands.
pub(crate) fn complaints_with(text: &str) -> Vec<String> {
    with(|heard| heard.lines.iter().filter(|line| line.contains(text)).cloned().collect())
}

fn with<R>(look: impl FnOnce(&mut Heard) -> R) -> R {
    look(&mut HEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

#[derive(Clone, Copy, Debug)]
struct Listener;

impl Write for Listener {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        with(|heard| {
            if heard.secrets.iter().any(|secret| text.contains(secret.as_str())) {
                heard.leaks.push(text.clone().into_owned());
            }
            let loud = text.contains(" WARN ") || text.contains("ERROR ");
            if loud && text.contains("quality_bot::") {
                heard.lines.push(text.into_owned());
            }
        });
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Listener {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        *self
    }
}
