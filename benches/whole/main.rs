//! A look at everybody in a meeting of a thousand people and four hours, as the bot does it: from
//! the platform's pages over the store to the answer; how much memory that takes at most. Aim: less
//! than three times the size of the typed minutes.
//!
//! ```text
//! cargo bench --bench whole
//! ```

#![expect(clippy::print_stdout, reason = "that is how a bench reports")]

#[path = "../judge/meeting.rs"]
#[expect(dead_code, reason = "the other bench has another number of people")]
mod meeting;
mod outside;

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use peak_alloc::PeakAlloc;
use quality_bot::app::answer::Meeting;
use quality_bot::app::asked::{Asked, AskedId};
use quality_bot::app::inbound::{Attempt, InboundMessage, MessageId, Outcome, Task};
use quality_bot::app::link::Links;
use quality_bot::app::ports::{Handler, Ports, Questions};
use quality_bot::app::{App, AppOptions};
use quality_bot::quality::ids::{MeetingNo, OpenId};
use quality_bot::quality::minute::Minute;
use quality_bot::quality::rules::Rules;
use quality_bot::settings::{Access, Language};
use quality_bot::store::memory::MemoryStore;

use outside::{Disk, Platform, Tasks, Words};

const PEOPLE: u32 = 1_000;
const MOST_TIMES_THE_MINUTES: f64 = 3.0;

/// Counts what is allocated.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

#[tokio::main]
async fn main() -> Result<()> {
    let (platform, disk) = (Arc::new(Platform::of(PEOPLE)), Arc::new(Disk::new()?));
    let (words, memory) = (Arc::new(Words::default()), Arc::new(MemoryStore::new()));
    memory.note(&asked()?).await?;
    let app = App::new(ports(&platform, &disk, &words, &memory), options());
    let card = MessageId("om_card".to_owned());
    let task = Task::Whole { asked: asked()?.id, card, who: None };
    let attempt = Attempt { task, number: 1, last: false, hopeless: false, reply: None };

    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = Instant::now();
    let outcome = app.handle(&attempt, &Tasks).await;
    let (time, peak) = (start.elapsed(), MEMORY.peak_usage().saturating_sub(before));

    ensure!(outcome == Outcome::Done, "{outcome:?}");
    let people = words.people_told();
    ensure!(people == PEOPLE as usize, "{people} people were told of");
    let minutes = (PEOPLE * meeting::MINUTES) as usize * size_of::<Minute>();
    let times = megabytes(peak) / megabytes(minutes);
    let verdict = if times <= MOST_TIMES_THE_MINUTES { "met" } else { "MISSED" };
    println!("{PEOPLE} people, {} minutes, {} calls", meeting::MINUTES, platform.calls());
    println!("on disk                  {:8.1} MB of records", megabytes(disk.bytes_kept()));
    println!("typed minutes            {:8.1} MB", megabytes(minutes));
    println!("peak memory              {:8.1} MB", megabytes(peak));
    println!("peak over typed minutes  {times:8.2} x, aim {MOST_TIMES_THE_MINUTES} x: {verdict}");
    println!("without the platform     {:8.1} s", time.as_secs_f64());
    Ok(())
}

fn ports(
    platform: &Arc<Platform>,
    disk: &Arc<Disk>,
    words: &Arc<Words>,
    memory: &Arc<MemoryStore>,
) -> Ports {
    Ports {
        identity: platform.clone(),
        meetings: platform.clone(),
        messages: platform.clone(),
        results: disk.clone(),
        questions: memory.clone(),
        calendar: memory.clone(),
        history: memory.clone(),
        watches: memory.clone(),
        audit: memory.clone(),
        forget: memory.clone(),
        chats: platform.clone(),
        queue: Arc::new(Tasks),
        cards: words.clone(),
        pages: words.clone(),
        clock: Arc::new(quality_bot::clock::SystemClock),
    }
}

fn options() -> AppOptions {
    AppOptions {
        lookback_days: 30,
        rules: Rules::default(),
        links: Links::new(&[7; 32], SignedDuration::from_hours(1), None),
        language: Language::EnUs,
        timezone: TimeZone::UTC,
        access: Access::Open,
        support: Vec::new(),
    }
}

fn asked() -> Result<Asked> {
    let message = InboundMessage {
        tenant: "ours".to_owned(),
        message_id: MessageId("om_1".to_owned()),
        chat_id: "oc_1".to_owned(),
        direct: false,
        sender: OpenId("ou_1".to_owned()),
        sender_external: false,
        text: "/quality 123456789".to_owned(),
        mentions: Vec::new(),
        said_at: None,
        language: None,
    };
    let stay = meeting::stay(0);
    let pinned = Some(Meeting {
        instance: "7".to_owned(),
        no: MeetingNo::parse("123456789")?,
        topic: String::new(),
        start: stay.join,
        end: stay.leave,
        owner: None,
        people: None,
    });
    let id = AskedId::of(&message.message_id);
    Ok(Asked { pinned, ..Asked::new(id, message, Timestamp::UNIX_EPOCH) })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
