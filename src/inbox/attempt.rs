//! One attempt at a job, from the handler's call to what is written about its outcome.
//!
//! Invariant: every way an attempt can end, a panic too, either ends the job or schedules the next
//! attempt.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::task::AbortOnDropHandle;

use crate::app::error::StoreError;
use crate::app::inbound::{Attempt, Outcome};
use crate::app::ports::{Handler, MessageId, Progress};
use crate::clock::SharedClock;
use crate::store::{Job, JobId, Jobs};
use crate::telemetry::Counters;

/// The pauses between attempts. Together they stay under the hour for which Feishu remembers the
/// `uuid` of a reply (dossier 7.1), so that an answer that was sent but not noted is not sent twice.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(2 * 60),
    Duration::from_secs(10 * 60),
    Duration::from_secs(30 * 60),
];

/// The pause after an attempt; `None` when no other attempt follows.
fn pause_after(attempt: u32) -> Option<Duration> {
    let index = usize::try_from(attempt.checked_sub(1)?).ok()?;
    PAUSES.get(index).copied()
}

/// What attempts need. Cloning shares it.
#[derive(Clone)]
pub(super) struct Bench {
    pub(super) jobs: Arc<dyn Jobs>,
    pub(super) handler: Arc<dyn Handler>,
    pub(super) clock: SharedClock,
    pub(super) counters: Counters,
}

impl Bench {
    /// Tries a leased job once and settles what becomes of it.
    pub(super) async fn work(self, job: Job) {
        let (id, number) = (job.id, job.attempt);
        let outcome = self.attempt(job).await;
        if let Err(error) = self.settle(id, number, outcome).await {
            tracing::error!(job = id, %error, "the job stays held until a restart");
        }
    }

    async fn attempt(&self, job: Job) -> Outcome {
        let progress = JobProgress { jobs: Arc::clone(&self.jobs), id: job.id };
        let attempt = Attempt {
            task: job.new.task,
            number: job.attempt,
            last: pause_after(job.attempt).is_none(),
            // The last attempt began, and nobody came back to say how it ended.
            hopeless: job.attempt > 1 && pause_after(job.attempt - 1).is_none(),
            reply: job.reply,
        };
        let handler = Arc::clone(&self.handler);
        // A task of its own, so that a panic ends the attempt and not the worker.
        let task = tokio::spawn(async move { handler.handle(&attempt, &progress).await });
        match AbortOnDropHandle::new(task).await {
            Ok(outcome) => outcome,
            Err(_) => {
                tracing::error!(job = job.id, "the handler panicked");
                Outcome::Again { why: "panic".to_owned() }
            }
        }
    }

    async fn settle(&self, id: JobId, number: u32, outcome: Outcome) -> Result<(), StoreError> {
        let counted = match outcome {
            Outcome::Done => {
                self.jobs.finish(id).await?;
                "done"
            }
            Outcome::Again { why } => match pause_after(number) {
                Some(pause) => {
                    tracing::warn!(job = id, attempt = number, %why, ?pause, "trying again");
                    let now = self.clock.now();
                    self.jobs.retry(id, now.checked_add(pause).unwrap_or(now)).await?;
                    "retried"
                }
                None => self.bury(id, number, &why).await?,
            },
            Outcome::Later { due } => {
                self.jobs.postpone(id, due).await?;
                "postponed"
            }
            Outcome::Never { why } => self.bury(id, number, &why).await?,
        };
        self.counters.job(counted);
        Ok(())
    }

    async fn bury(&self, id: JobId, number: u32, why: &str) -> Result<&'static str, StoreError> {
        tracing::error!(job = id, attempt = number, %why, "given up");
        self.jobs.bury(id, why).await?;
        Ok("dead")
    }
}

/// Where the handler of one job says how far it came.
struct JobProgress {
    jobs: Arc<dyn Jobs>,
    id: JobId,
}

#[async_trait]
impl Progress for JobProgress {
    async fn replied(&self, message: &MessageId) -> Result<(), StoreError> {
        self.jobs.replied(self.id, message).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_attempts_fit_into_the_hour_of_a_uuid() {
        assert_eq!(pause_after(1), Some(Duration::from_secs(5)));
        assert_eq!(pause_after(5), Some(Duration::from_secs(1800)));
        assert_eq!(pause_after(6), None);
        assert_eq!(pause_after(0), None);
        assert!(PAUSES.iter().sum::<Duration>() < Duration::from_secs(3600));
    }
}
