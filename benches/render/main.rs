//! Making a card and a report page of a bad meeting, beside serialising the same JSON. Aims on one
//! core: a card within 1 ms, a page of four hours within 20 ms and 300 KB.
//!
//! Every metric is measured, and every other minute is bad: both cards have three charts, and as much
//! beside them as a card can hold. That of the four hours is about the heaviest there is.
//!
//! ```text
//! cargo bench --bench render
//! ```

#![expect(clippy::print_stdout, reason = "that is how a bench reports")]

#[path = "../judge/meeting.rs"]
#[expect(dead_code, reason = "the other bench judges more people")]
mod meeting;

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use quality_bot::app::answer::{Answer, Meeting};
use quality_bot::app::asked::AskedId;
use quality_bot::app::ports::{
    Cards, Content, FileFormat, MessageId, Offer, Pages, Privacy, ReportFacts, ReportLink,
};
use quality_bot::quality::answers::measure_answers;
use quality_bot::quality::diagnose::diagnose;
use quality_bot::quality::ids::{MeetingNo, OpenId};
use quality_bot::quality::metric::Metric;
use quality_bot::quality::participant::Participant;
use quality_bot::quality::rules::Rules;
use quality_bot::render::{RenderOptions, Renderer};
use quality_bot::settings::Language;
use serde_json::{Value, json};

const HOUR: usize = 60;
const ROUNDS: usize = 200;
const MOST_OF_A_CARD: Duration = Duration::from_millis(1);
const MOST_OF_A_PAGE: Duration = Duration::from_millis(20);
const MOST_BYTES_OF_A_PAGE: usize = 300 * 1024;

/// In the first of ten people's minutes there is a bad quarter of an hour.
const PERSON: u32 = 0;

fn main() -> Result<()> {
    let zone = TimeZone::get("Asia/Shanghai")?;
    let options =
        RenderOptions { language: Language::ZhCn, timezone: zone, rules: Rules::default() };
    let renderer = Renderer::load(None, options)?;
    let (hour, answer) = (answer(HOUR)?, answer(usize::MAX)?);
    let (offer, facts) = (offer(), facts(&answer));
    let card_time = card(&renderer, "card of an hour", &hour, &offer)?;
    let long_time = card(&renderer, "card of four hours", &answer, &offer)?;

    let page = renderer.report(&answer, &facts, Language::EnUs);
    ensure!(page.found, "no page");
    let page_json = measured(&answer);
    let page_time = fastest(|| drop(black_box(renderer.report(&answer, &facts, Language::EnUs))));
    let page_floor = fastest(|| drop(black_box(serialised(&page_json))));
    let csv = fastest(|| drop(black_box(renderer.file(&answer, FileFormat::Csv, Language::EnUs))));
    let xlsx =
        fastest(|| drop(black_box(renderer.file(&answer, FileFormat::Xlsx, Language::EnUs))));
    row("page of four hours", page.html.len(), page_time, Some(page_floor));
    let bytes = |format| {
        let file = renderer.file(&answer, format, Language::EnUs);
        file.map(|file| file.bytes.len()).context("no file")
    };
    row("CSV", bytes(FileFormat::Csv)?, csv, None);
    row("XLSX", bytes(FileFormat::Xlsx)?, xlsx, None);
    aim("a card of an hour within 1 ms", card_time <= MOST_OF_A_CARD);
    aim("a card of four hours within 1 ms", long_time <= MOST_OF_A_CARD);
    aim("a page within 20 ms", page_time <= MOST_OF_A_PAGE);
    aim("a page within 300 KB", page.html.len() <= MOST_BYTES_OF_A_PAGE);
    Ok(())
}

/// Makes a card, and says what that costs.
fn card(renderer: &Renderer, what: &str, answer: &Answer, offer: &Offer) -> Result<Duration> {
    let Content::Card(card) = renderer.answer(answer, offer) else { anyhow::bail!("no card") };
    let json: Value = serde_json::from_str(&card)?;
    let time = fastest(|| drop(black_box(renderer.answer(answer, offer))));
    let floor = fastest(|| drop(black_box(serialised(&json))));
    println!("{what}: {} minutes, {} bad", answer.minutes.len(), bad(answer));
    row(what, card.len(), time, Some(floor));
    Ok(time)
}

/// Somebody's four hours, or the first minutes of them, every metric of each minute measured.
fn answer(minutes: usize) -> Result<Answer> {
    let pages = meeting::pages(PERSON);
    let mut measured =
        measure_answers(pages.iter().map(String::as_str)).context("a page is not as documented")?;
    measured.minutes.truncate(minutes);
    let stays = vec![meeting::stay(PERSON)];
    let person = Participant { name: "张三".to_owned(), measured: measured.clone(), stays };
    let verdict = diagnose(&[person], &Rules::default()).verdicts.pop().context("no verdict")?;
    let start = measured.minutes.first().map_or(Timestamp::UNIX_EPOCH, |minute| minute.at);
    let minutes = i64::try_from(measured.minutes.len())?;
    Ok(Answer {
        meeting: Meeting {
            owner: None,
            people: None,
            instance: "1".to_owned(),
            no: MeetingNo::parse("123456789").context("nine digits")?,
            topic: "周会".to_owned(),
            start,
            end: start + SignedDuration::from_mins(minutes),
        },
        person: OpenId("ou_1".to_owned()).into(),
        name: "张三".to_owned(),
        attendance: Vec::new(),
        verdict,
        minutes: measured.minutes,
        gaps: Vec::new(),
    })
}

fn offer() -> Offer {
    Offer {
        asked: AskedId::of(&MessageId("om_1".to_owned())),
        report: ReportLink::At("https://quality.example.com/r/token".to_owned()),
        file: true,
        privacy: Privacy::Chat,
    }
}

fn facts(answer: &Answer) -> ReportFacts {
    ReportFacts {
        token: "token".to_owned(),
        expires: answer.meeting.end,
        privacy: Privacy::Chat,
        right: 1,
        wrong: 0,
    }
}

/// What a page shows, as JSON: every metric of every minute.
fn measured(answer: &Answer) -> Value {
    let minute = |minute: &quality_bot::quality::minute::Minute| {
        let values = Metric::all().map(|metric| (metric.path(), json!(minute.get(metric))));
        json!({ "at": minute.at, "values": values.collect::<serde_json::Map<_, _>>() })
    };
    answer.minutes.iter().map(minute).collect()
}

fn serialised(json: &Value) -> String {
    json.to_string()
}

fn bad(answer: &Answer) -> u32 {
    answer.verdict.judgement.bad_minutes
}

/// What else runs on the machine only ever adds.
fn fastest(work: impl Fn()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

fn row(what: &str, bytes: usize, time: Duration, floor: Option<Duration>) {
    let ratio = floor.map_or_else(String::new, |floor| {
        let times = time.as_secs_f64() / floor.as_secs_f64();
        format!("{times:7.1} x serialising the same as JSON")
    });
    println!("{what:20} {bytes:8} bytes {:8.3} ms {ratio}", time.as_secs_f64() * 1e3);
}

fn aim(what: &str, is_met: bool) {
    println!("{what}: {}", if is_met { "met" } else { "MISSED" });
}
