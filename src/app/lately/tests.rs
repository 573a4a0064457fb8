use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use futures_util::future::join_all;
use futures_util::poll;
use tokio::sync::Notify;

use super::*;
use crate::app::error::UserError;
use crate::app::world::HandClock;

const A_MOMENT: i64 = 1_000;
const LONGEST_MS: i64 = LONGEST.as_secs() * 1_000;

fn clock() -> (Arc<HandClock>, SharedClock) {
    let clock = Arc::new(HandClock::at(Timestamp::UNIX_EPOCH));
    (clock.clone(), clock)
}

/// A look that finds how often was looked so far.
async fn next(looks: &AtomicU8) -> Result<u8, Failure> {
    tokio::task::yield_now().await;
    Ok(looks.fetch_add(1, Ordering::Relaxed) + 1)
}

#[tokio::test]
async fn who_comes_a_moment_later_needs_no_look_of_their_own() {
    let ((time, clock), lately, looks) = (clock(), Lately::default(), AtomicU8::new(0));
    for (wait, expected) in [(0, 1), (A_MOMENT, 1), (LONGEST_MS - A_MOMENT - 1, 1), (1, 2), (1, 2)]
    {
        time.wind(wait);
        let asks = (0..16).map(|_| lately.find("a", &clock, next(&looks)));
        for found in join_all(asks).await {
            assert_eq!(found.unwrap(), expected);
        }
    }
    assert_eq!(lately.find("b", &clock, next(&looks)).await.unwrap(), 3, "that is another thing");
}

#[tokio::test]
async fn the_time_is_counted_from_before_the_look() {
    let ((time, clock), lately, looks) = (clock(), Lately::default(), AtomicU8::new(0));
    let slow = async {
        time.wind(LONGEST_MS);
        next(&looks).await
    };
    assert_eq!(lately.find("a", &clock, slow).await.unwrap(), 1);
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 2);
    time.wind(-1);
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 3, "it was set back");
}

#[tokio::test]
async fn a_failure_is_not_remembered() {
    let ((_, clock), lately, looks) = (clock(), Lately::default(), AtomicU8::new(0));
    let fails = async { Err::<u8, _>(Failure::User(UserError::NothingRecent)) };
    assert!(lately.find("a", &clock, fails).await.is_err());
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 1);
}

#[tokio::test]
async fn what_is_forgotten_answers_nobody_who_comes_later() {
    let ((_, clock), lately, looks) = (clock(), Lately::default(), AtomicU8::new(0));
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 1);
    lately.forget();
    let (go_on, late) = (Notify::new(), AtomicU8::new(70));
    let slow = async {
        go_on.notified().await;
        next(&late).await
    };
    let mut before = Box::pin(lately.find("a", &clock, slow));
    assert!(poll!(&mut before).is_pending());
    lately.forget();
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 2, "it was under way");
    go_on.notify_one();
    assert_eq!(before.await.unwrap(), 71, "who came before has it");
    assert_eq!(lately.find("a", &clock, next(&looks)).await.unwrap(), 2, "and nobody else");
}

#[tokio::test]
async fn it_stays_small_and_the_oldest_go_first() {
    let ((time, clock), lately, looks) = (clock(), Lately::default(), AtomicU8::new(0));
    for about in 0..MOST + 2 {
        time.wind(1);
        lately.find(about, &clock, next(&looks)).await.unwrap();
    }
    assert_eq!(lately.answers().by.len(), MOST);
    let looked = looks.load(Ordering::Relaxed);
    for (about, new) in [(MOST + 1, false), (2, false), (0, true)] {
        let found = lately.find(about, &clock, next(&looks)).await.unwrap();
        assert_eq!(found > looked, new, "{about}");
    }
    time.wind(LONGEST_MS);
    lately.find(0, &clock, next(&looks)).await.unwrap();
    assert_eq!(lately.answers().by.len(), 1, "what is old goes");
}
