//! The one thread that writes, many changes at a time.
//!
//! Invariants: an ack follows flush and `fdatasync` of its batch; after the first error nothing is
//! written or accepted any more, because nobody can know what reached the disk. Opening the store
//! again finds that out, so whoever runs it is told.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::{SetOnce, mpsc, oneshot};

use super::change::{Change, Outcome};
use super::tables::{Batch, Tables};
use super::watermark::Watermark;
use crate::app::error::StoreError;
use crate::store::schedule::Schedule;
use crate::store::{Accepted, JobId};

/// Changes that may wait; then who asks waits too.
const QUEUE: usize = 4096;
/// Changes in one transaction; fewer than a block of ids.
const BATCH: usize = 512;

/// A change and who waits for it.
struct Pending {
    change: Change,
    ack: oneshot::Sender<Result<Outcome, StoreError>>,
}

/// The way to the thread.
#[derive(Debug)]
pub(super) struct Committer {
    /// Gone when the store is closed.
    queue: Mutex<Option<mpsc::Sender<Pending>>>,
    thread: Mutex<Option<JoinHandle<Result<(), StoreError>>>>,
    record: Arc<Record>,
}

/// What the thread tells.
#[derive(Debug, Default)]
struct Record {
    commits: AtomicU64,
    /// The first error, or that the thread has ended.
    failure: SetOnce<StoreError>,
}

impl Committer {
    /// Starts the thread. Jobs are scheduled as soon as they are durable.
    pub(super) fn start(
        tables: Arc<Tables>,
        schedule: Arc<Schedule>,
        watermark: Watermark,
    ) -> Result<Self, StoreError> {
        let (sender, queue) = mpsc::channel(QUEUE);
        let record = Arc::new(Record::default());
        let next_id = watermark.reserved() + 1;
        let writer = Writer { tables, schedule, watermark, next_id, record: Arc::clone(&record) };
        let thread = thread::Builder::new()
            .name("store-committer".to_owned())
            .spawn(move || writer.run(queue))
            .map_err(|error| StoreError(format!("no committer thread: {error}")))?;
        Ok(Self { queue: Mutex::new(Some(sender)), thread: Mutex::new(Some(thread)), record })
    }

    /// Makes a change; returns after it is durable. It may happen even if nobody waits any more.
    pub(super) async fn commit(&self, change: Change) -> Result<Outcome, StoreError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let queue = queue.ok_or_else(|| StoreError("closed".to_owned()))?;
        let (ack, acked) = oneshot::channel();
        queue.send(Pending { change, ack }).await.map_err(|_| ended())?;
        drop(queue);
        acked.await.map_err(|_| ended())?
    }

    /// Why nothing can be written any more, if so.
    pub(super) fn health(&self) -> Result<(), StoreError> {
        if let Some(failure) = self.record.failure.get() {
            return Err(failure.clone());
        }
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.as_ref().is_some_and(|queue| !queue.is_closed()) { Ok(()) } else { Err(ended()) }
    }

    /// Ends when nothing can be written any more, and says why.
    pub(super) async fn failure(&self) -> StoreError {
        self.record.failure.wait().await.clone()
    }

    /// How often something was made durable.
    pub(super) fn commits(&self) -> u64 {
        self.record.commits.load(Ordering::Relaxed)
    }

    /// Writes what waits, then ends the thread. Closing twice is harmless.
    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(thread) = thread else { return Ok(()) };
        let joined = tokio::task::spawn_blocking(|| thread.join()).await;
        joined.map_err(|_| ended())?.map_err(|_| ended())?
    }
}

fn ended() -> StoreError {
    StoreError("the committer thread has ended".to_owned())
}

/// The thread's own things.
struct Writer {
    tables: Arc<Tables>,
    schedule: Arc<Schedule>,
    watermark: Watermark,
    next_id: JobId,
    record: Arc<Record>,
}

/// Whatever ended the thread, a panic of sled's too.
impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.record.failure.set(ended());
    }
}

impl Writer {
    fn run(mut self, mut queue: mpsc::Receiver<Pending>) -> Result<(), StoreError> {
        let mut batch = Vec::with_capacity(BATCH);
        while queue.blocking_recv_many(&mut batch, BATCH) > 0 {
            match self.write(&batch) {
                Ok(outcomes) => {
                    for (pending, outcome) in batch.drain(..).zip(outcomes) {
                        self.schedule(&pending.change, &outcome);
                        // Nobody may be waiting any more.
                        let _ = pending.ack.send(Ok(outcome));
                    }
                }
                Err(error) => {
                    for pending in batch.drain(..) {
                        let _ = pending.ack.send(Err(error.clone()));
                    }
                }
            }
        }
        self.record.failure.get().map_or_else(|| self.tables.sync(), |error| Err(error.clone()))
    }

    /// One batch, durable; or the first error there ever was.
    fn write(&mut self, batch: &[Pending]) -> Result<Vec<Outcome>, StoreError> {
        if let Some(failure) = self.record.failure.get() {
            return Err(failure.clone());
        }
        let written = self.try_write(batch);
        if let Err(error) = &written {
            tracing::error!(%error, "the store is broken: nothing is accepted until a restart");
            // Only this thread sets it.
            let _ = self.record.failure.set(error.clone());
        }
        written
    }

    fn try_write(&mut self, batch: &[Pending]) -> Result<Vec<Outcome>, StoreError> {
        let changes: Vec<_> = batch.iter().map(|pending| &pending.change).collect();
        let new = changes.iter().filter(|change| matches!(change, Change::Accept { .. })).count();
        self.watermark.reserve((self.next_id - 1).saturating_add(new as JobId))?;
        let reserved = self.watermark.reserved();
        let batch = Batch { changes: &changes, next_id: self.next_id, reserved };
        let (outcomes, next_id) = self.tables.apply(&batch)?;
        self.tables.sync()?;
        self.next_id = next_id;
        self.record.commits.fetch_add(1, Ordering::Relaxed);
        Ok(outcomes)
    }

    /// Here and not where the change was asked for: whoever asked may be gone.
    fn schedule(&self, change: &Change, outcome: &Outcome) {
        match (change, outcome) {
            (Change::Accept { lane, due, .. }, Outcome::Accepted(Accepted::New(id))) => {
                self.schedule.wait(*id, *lane, *due);
            }
            (Change::Retry { id, lane, due, .. }, _) => self.schedule.wait(*id, *lane, *due),
            (Change::Finish { id } | Change::Bury { id, .. }, _) => self.schedule.forget(*id),
            _ => {}
        }
    }
}
