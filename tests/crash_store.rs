//! Kills a process that accepts and finishes jobs, at random moments, and looks at what is left.
//!
//! The process is this test again, told by an environment variable to be the one that gets killed.
//! It prints what was acknowledged to it; a line it printed is a promise the store has to keep.
//! A killed process says nothing about a power cut, because the page cache survives it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use futures_util::future::join_all;
use jiff::Timestamp;
use quality_bot::app::inbound::{InboundMessage, Task};
use quality_bot::app::ports::MessageId;
use quality_bot::quality::ids::OpenId;
use quality_bot::store::sled::SledStore;
use quality_bot::store::{Accepted, Job, JobId, JobLane, Jobs, NewJob, Store};
use rand::Rng;

const STORE: &str = "CRASH_STORE_PATH";
const ROUND: &str = "CRASH_STORE_ROUND";
const ROUNDS: u32 = 20;
const TASKS: u32 = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_a_kill() {
    if let Some((path, round)) = victim() {
        return be_killed(Path::new(&path), &round).await;
    }
    let directory = tempfile::tempdir().unwrap();
    let (mut last_id, mut acked) = (0, 0);
    for round in 0..ROUNDS {
        // Every fourth is killed while it opens the store.
        let lines = if round % 4 == 3 { 1 } else { rand::rng().random_range(2..3_000) };
        let told = kill_after(directory.path(), round, lines);
        acked += told.acked.len();
        last_id = check(directory.path(), round, &told, last_id).await;
    }
    assert!(acked > 1_000, "only {acked} jobs were acknowledged in all rounds");
}

#[expect(clippy::disallowed_methods, reason = "how a test tells its own copy what to be")]
fn victim() -> Option<(String, String)> {
    Some((std::env::var(STORE).ok()?, std::env::var(ROUND).ok()?))
}

/// One of the claims of a round. A task sends its claims one after the other.
fn claim(round: impl std::fmt::Display, task: u32, n: u32) -> String {
    format!("{round}-{task}-{n}")
}

fn offer(claim: String) -> NewJob {
    let message = InboundMessage {
        tenant: "tenant".to_owned(),
        message_id: MessageId(claim.clone()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_asker".to_owned()),
        sender_external: false,
        text: "/quality 123456789 @_user_1".to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    };
    NewJob { claim, task: Task::Message(message), accepted_at: Timestamp::UNIX_EPOCH, due: None }
}

/// Accepts and finishes jobs until the end.
async fn be_killed(path: &Path, round: &str) {
    tell("opening", "");
    let store = Arc::new(SledStore::open(path).unwrap());
    let accepting = (0..TASKS).map(|task| {
        let (store, round) = (Arc::clone(&store), round.to_owned());
        tokio::spawn(async move {
            for n in 0.. {
                let claim = claim(&round, task, n);
                store.accept(offer(claim.clone())).await.unwrap();
                tell("acked", &claim);
            }
        })
    });
    let accepting: Vec<_> = accepting.collect();
    loop {
        let Some(job) = store.lease(Timestamp::UNIX_EPOCH, JobLane::Question).await.unwrap() else {
            store.changed(JobLane::Question).await;
            continue;
        };
        assert!(accepting.iter().all(|task| !task.is_finished()));
        tell("finishing", &job.new.claim);
        store.finish(job.id).await.unwrap();
        tell("finished", &job.new.claim);
    }
}

fn tell(what: &str, claim: &str) {
    std::io::stdout().write_all(format!("\n{what} {claim}\n").as_bytes()).unwrap();
}

/// What the killed process told.
#[derive(Default)]
struct Told {
    acked: BTreeSet<String>,
    /// Maybe, or maybe not, gone.
    finishing: BTreeSet<String>,
    finished: BTreeSet<String>,
}

/// Starts a process, kills it when it has told this much, and returns all it told.
fn kill_after(path: &Path, round: u32, lines: u32) -> Told {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "what_was_acknowledged_survives_a_kill", "--nocapture"])
        .env(STORE, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let (mut told, mut read, mut line) = (Told::default(), 0, String::new());
    while output.read_line(&mut line).unwrap() > 0 {
        let claims = match line.split(' ').next() {
            Some("opening") => None,
            Some("acked") => Some(&mut told.acked),
            Some("finishing") => Some(&mut told.finishing),
            Some("finished") => Some(&mut told.finished),
            _ => {
                // libtest's own.
                line.clear();
                continue;
            }
        };
        // The last line may be cut off.
        if let (Some(claims), Some(line)) = (claims, line.strip_suffix('\n')) {
            claims.extend(line.split(' ').nth(1).map(str::to_owned));
        }
        read += 1;
        if read == lines {
            child.kill().unwrap();
        }
        line.clear();
    }
    assert!(read >= lines, "the process ended by itself after {read} lines");
    child.wait().unwrap();
    told
}

/// Opens the store, compares, and empties the queue. Returns the highest id there was.
async fn check(path: &Path, round: u32, told: &Told, last_id: JobId) -> JobId {
    let store = SledStore::open(path).unwrap();
    let queue = lease_all(&store).await;
    assert!(queue.values().all(|job| job.id > last_id), "ids went back");

    for claim in told.acked.difference(&told.finishing) {
        assert!(queue.contains_key(claim), "{claim} was acknowledged and is lost");
    }
    for claim in &told.finished {
        assert!(!queue.contains_key(claim), "{claim} was finished and is back");
    }
    // What was acknowledged, what is queued, and what each task may have sent last.
    let mut offered: BTreeSet<_> = told.acked.iter().chain(queue.keys()).cloned().collect();
    offered.extend((0..TASKS).map(|task| {
        let acked = (0..).find(|n| !told.acked.contains(&claim(round, task, *n)));
        claim(round, task, acked.unwrap())
    }));
    let again = join_all(offered.iter().map(|claim| store.accept(offer(claim.clone())))).await;
    for (claim, again) in offered.iter().zip(again) {
        let known = told.acked.contains(claim)
            || told.finishing.contains(claim)
            || queue.contains_key(claim);
        let duplicate = again.unwrap() == Accepted::Duplicate;
        assert_eq!(duplicate, known, "claim and queue disagree about {claim}");
    }
    let rest = lease_all(&store).await;
    for finished in
        join_all(queue.values().chain(rest.values()).map(|job| store.finish(job.id))).await
    {
        finished.unwrap();
    }
    store.health().unwrap();
    store.close().await.unwrap();
    queue.values().chain(rest.values()).map(|job| job.id).fold(last_id, JobId::max)
}

async fn lease_all(store: &SledStore) -> BTreeMap<String, Job> {
    let mut jobs = BTreeMap::new();
    loop {
        let leased =
            join_all((0..256).map(|_| store.lease(Timestamp::UNIX_EPOCH, JobLane::Question))).await;
        let leased: Vec<_> = leased.into_iter().filter_map(Result::unwrap).collect();
        if leased.is_empty() {
            return jobs;
        }
        jobs.extend(leased.into_iter().map(|job| (job.new.claim.clone(), job)));
    }
}
