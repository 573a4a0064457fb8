//! The one thread that writes the audit log, many looks at a time.
//!
//! Invariants: a line is only ever appended; a look is acknowledged after `fdatasync` of its line;
//! a line that a power cut tore is ended, so that it spoils no other.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::SledStore;
use crate::app::audit::Look;
use crate::app::error::StoreError;
use crate::app::ports::Audit;
use crate::store::audit::{Month, files, folder};

/// Orders that may wait; then who gives them waits too.
const QUEUE: usize = 1024;
/// Looks that share an `fdatasync`.
const BATCH: usize = 256;

/// The way to the thread.
#[derive(Debug)]
pub(super) struct AuditLog {
    /// Gone when the store is closed.
    queue: Mutex<Option<mpsc::Sender<Order>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Order {
    Write { month: Month, line: Vec<u8>, done: oneshot::Sender<Result<(), StoreError>> },
    Sweep { now: Timestamp, lifetime: Duration, done: oneshot::Sender<Result<usize, StoreError>> },
}

impl AuditLog {
    /// Starts the thread. Nothing is written before somebody looks.
    pub(super) fn start(store: &Path) -> Result<Self, StoreError> {
        let (sender, queue) = mpsc::channel(QUEUE);
        let writer = Writer { folder: folder(store), open: None };
        let thread = thread::Builder::new()
            .name("store-audit".to_owned())
            .spawn(move || writer.run(queue))
            .map_err(|error| StoreError(format!("no audit thread: {error}")))?;
        Ok(Self { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)) })
    }

    /// Removes the months whose looks have all lived their lifetime.
    pub(super) async fn sweep(
        &self,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<usize, StoreError> {
        let (done, answer) = oneshot::channel();
        self.order(Order::Sweep { now, lifetime, done }, answer).await
    }

    async fn order<T>(
        &self,
        order: Order,
        answer: oneshot::Receiver<Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or_else(|| StoreError("closed".to_owned()))?;
        let ended = || StoreError("the audit thread has ended".to_owned());
        queue.send(order).await.map_err(|_| ended())?;
        drop(queue);
        answer.await.map_err(|_| ended())?
    }

    /// Writes what waits, then ends the thread. Closing twice is harmless.
    pub(super) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic was answered to whoever waited.
            let _ = tokio::task::spawn_blocking(|| thread.join()).await;
        }
    }
}

#[async_trait]
impl Audit for SledStore {
    async fn look(&self, look: &Look) -> Result<(), StoreError> {
        let line = serde_json::to_vec(look);
        let mut line = line.map_err(|error| StoreError(format!("a look: {error}")))?;
        line.push(b'\n');
        let (done, answer) = oneshot::channel();
        self.audit.order(Order::Write { month: Month::of(look.at), line, done }, answer).await
    }
}

/// The thread's own things.
struct Writer {
    folder: PathBuf,
    open: Option<(Month, File)>,
}

/// A line and who waits for it.
type Pending = (Month, Vec<u8>, oneshot::Sender<Result<(), StoreError>>);

impl Writer {
    fn run(mut self, mut queue: mpsc::Receiver<Order>) {
        let mut batch = Vec::with_capacity(BATCH);
        while queue.blocking_recv_many(&mut batch, BATCH) > 0 {
            let mut lines: Vec<Pending> = Vec::new();
            for order in batch.drain(..) {
                match order {
                    Order::Write { month, line, done } => lines.push((month, line, done)),
                    // Nobody may be waiting any more, here and below.
                    Order::Sweep { now, lifetime, done } => {
                        let _ = done.send(self.sweep(now, lifetime).map_err(failed));
                    }
                }
            }
            let months = lines.chunk_by(|(a, ..), (b, ..)| a == b);
            let written: Vec<_> = months
                .flat_map(|lines| vec![self.write(lines).map_err(failed); lines.len()])
                .collect();
            for ((.., done), written) in lines.into_iter().zip(written) {
                let _ = done.send(written);
            }
        }
    }

    /// Lines of one month, durable.
    fn write(&mut self, lines: &[Pending]) -> io::Result<()> {
        let Some((month, ..)) = lines.first() else { return Ok(()) };
        let text: Vec<u8> = lines.iter().flat_map(|(_, line, _)| line).copied().collect();
        // After an error the file is opened anew, which ends a line that is half written.
        let file = match self.open.take() {
            Some((open, file)) if open == *month => file,
            _ => self.file(*month)?,
        };
        (&file).write_all(&text)?;
        file.sync_data()?;
        self.open = Some((*month, file));
        Ok(())
    }

    /// Opens the file of a month.
    fn file(&self, month: Month) -> io::Result<File> {
        if !self.folder.exists() {
            DirBuilder::new().mode(0o700).create(&self.folder)?;
            self.folder.parent().map_or(Ok(()), sync)?;
        }
        let path = self.folder.join(month.file_name());
        let mut file =
            OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
        sync(&self.folder)?;
        let length = file.metadata()?.len();
        let mut last = [b'\n'];
        if length > 0 {
            file.read_exact_at(&mut last, length - 1)?;
        }
        if last != [b'\n'] {
            file.write_all(b"\n")?;
        }
        Ok(file)
    }

    fn sweep(&mut self, now: Timestamp, lifetime: Duration) -> io::Result<usize> {
        let files = files(&self.folder)?;
        let old: Vec<_> = files.iter().filter(|(month, _)| month.is_over(lifetime, now)).collect();
        for (month, path) in &old {
            self.open.take_if(|(open, _)| open == month);
            fs::remove_file(path)?;
        }
        if !old.is_empty() {
            sync(&self.folder)?;
        }
        Ok(old.len())
    }
}

/// Makes the names in a folder durable.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(error: io::Error) -> StoreError {
    StoreError(format!("the audit log: {error}"))
}
