//! Judging a meeting of 300 people and four hours, from the platform's pages to the diagnosis,
//! beside the least that reading the same bytes can cost; and the memory of it. Aims: at most twice
//! the floor, and less than three times the size of the typed minutes.
//!
//! ```text
//! cargo bench --bench judge
//! ```

#![expect(clippy::print_stdout, reason = "that is how a bench reports")]

mod floor;
mod meeting;

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use peak_alloc::PeakAlloc;
use quality_bot::quality::answers::measure_answers;
use quality_bot::quality::diagnose::{Diagnosis, diagnose};
use quality_bot::quality::merge::measure;
use quality_bot::quality::minute::{Measured, Minute};
use quality_bot::quality::participant::Participant;
use quality_bot::quality::rules::Rules;
use serde::Deserialize;
use serde_json::value::RawValue;

use meeting::{MINUTES, PEOPLE};

/// Counts what is allocated, alike for the floor and for the judge.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Each round reads the floor, then judges; the fastest are compared.
const ROUNDS: usize = 11;
const MOST_TIMES_THE_FLOOR: f64 = 2.0;
const MOST_TIMES_THE_MINUTES: f64 = 3.0;

/// A page with its records as they came, which is how the bot keeps them.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
struct Data<'a> {
    #[serde(borrow)]
    participant_quality_list: Vec<&'a RawValue>,
}

fn main() -> Result<()> {
    let pages: Vec<Vec<String>> = (0..PEOPLE).map(meeting::pages).collect();
    let bytes: usize = pages.iter().flatten().map(String::len).sum();

    let (mut floor, mut measuring, mut diagnosing, mut kept_raw) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        floor.push(timed(|| read_floor(&pages))?.0);
        let (time, people) = timed(|| everybody(&pages, measured))?;
        measuring.push(time);
        diagnosing.push(timed(|| Ok(diagnose(&people, &Rules::default())))?.0);
        kept_raw.push(timed(|| everybody(&pages, measured_as_kept))?.0);
    }
    let [floor, measuring, diagnosing, kept_raw] =
        [floor, measuring, diagnosing, kept_raw].map(fastest);
    let total = measuring + diagnosing;
    let (peak, kept) = memory(&pages)?;

    println!("{}", machine());
    println!(
        "{PEOPLE} people, {MINUTES} minutes, {} MB of JSON, {ROUNDS} rounds",
        bytes / 1_000_000
    );
    for (what, time) in [
        ("floor: borrowed strings", floor),
        ("measure", measuring),
        ("diagnose", diagnosing),
        ("total: pages to diagnosis", total),
        ("measure, by kept records", kept_raw),
    ] {
        println!("{what:28} {:8.1} ms {:8.0} MB/s", time.as_secs_f64() * 1e3, speed(bytes, time));
    }
    aim("total over floor", total.as_secs_f64() / floor.as_secs_f64(), MOST_TIMES_THE_FLOOR);
    println!("{:28} {:8.1} MB, {:.1} MB kept", "peak memory", megabytes(peak), megabytes(kept));
    let minutes = (PEOPLE * MINUTES) as usize * size_of::<Minute>();
    aim("peak over typed minutes", megabytes(peak) / megabytes(minutes), MOST_TIMES_THE_MINUTES);
    Ok(())
}

fn read_floor(pages: &[Vec<String>]) -> Result<usize> {
    let mut records = 0;
    for page in pages.iter().flatten() {
        let page: floor::Page<'_> = serde_json::from_str(page)?;
        records += black_box(&page).data.participant_quality_list.len();
    }
    Ok(records)
}

fn everybody(
    pages: &[Vec<String>],
    measured: fn(&[String]) -> Result<Measured>,
) -> Result<Vec<Participant>> {
    let person = |(n, pages): (u32, &Vec<String>)| {
        let measured = measured(pages)?;
        Ok(Participant { name: n.to_string(), measured, stays: vec![meeting::stay(n)] })
    };
    (0..).zip(pages).map(person).collect()
}

fn measured(pages: &[String]) -> Result<Measured> {
    measure_answers(pages.iter().map(String::as_str)).context("a page is not as documented")
}

fn measured_as_kept(pages: &[String]) -> Result<Measured> {
    let pages: Vec<Page<'_>> =
        pages.iter().map(|page| serde_json::from_str(page)).collect::<Result<_, _>>()?;
    let records = pages.iter().flat_map(|page| &page.data.participant_quality_list);
    Ok(measure(records.map(|record| record.get())))
}

/// The most that was allocated at once beyond the pages, and what is left when all is judged.
fn memory(pages: &[Vec<String>]) -> Result<(usize, usize)> {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let people = everybody(pages, measured)?;
    let diagnosis: Diagnosis = diagnose(&people, &Rules::default());
    let peak = MEMORY.peak_usage();
    let kept = MEMORY.current_usage();
    let judged = diagnosis.verdicts.len();
    anyhow::ensure!(judged == PEOPLE as usize, "{judged} people were judged");
    Ok((peak.saturating_sub(before), kept.saturating_sub(before)))
}

fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(Duration, T)> {
    let start = Instant::now();
    let made = black_box(work()?);
    Ok((start.elapsed(), made))
}

/// What else runs on the machine only ever adds.
fn fastest(times: Vec<Duration>) -> Duration {
    times.into_iter().min().unwrap_or_default()
}

fn aim(what: &str, times: f64, most: f64) {
    let verdict = if times <= most { "met" } else { "MISSED" };
    println!("{what:28} {times:8.2} x, aim {most} x: {verdict}");
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn speed(bytes: usize, time: Duration) -> f64 {
    megabytes(bytes) / time.as_secs_f64()
}

/// What it ran on.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo")
        .context("no /proc")
        .ok()
        .and_then(|info| info.lines().find_map(|l| Some(l.strip_prefix("model name")?.to_owned())))
        .map_or_else(
            || "unknown CPU".to_owned(),
            |name| name.trim_matches([' ', '\t', ':']).into(),
        );
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cpu}, {cores} cores, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}
