use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::{join_all, ready};
use tokio::sync::Notify;

use super::*;
use crate::app::error::Refusal;
use crate::feishu::testbed::WoundClock;

const HOURS_2: u64 = 7200;

fn cache() -> (Arc<WoundClock>, TokenCache) {
    let clock = WoundClock::new();
    (clock.clone(), TokenCache::new(clock))
}

fn grant(token: &str, seconds: u64) -> Result<Grant, PlatformError> {
    Ok(Grant { token: token.into(), lifetime: Duration::from_secs(seconds) })
}

fn unavailable() -> Result<Grant, PlatformError> {
    let detail = "down".to_owned();
    let refusal = Refusal::Unavailable;
    Err(PlatformError { api: "POST /token", refusal, code: None, log_id: None, detail })
}

/// Asks the cache, which asks the platform, which says this.
async fn get(cache: &TokenCache, platform: Result<Grant, PlatformError>) -> Option<String> {
    let token = cache.get(|| ready(platform)).await.ok()?;
    Some(token.expose_secret().to_owned())
}

#[tokio::test]
async fn twenty_at_once_make_one_request_and_share_what_it_brings() {
    for platform in [grant("t-1", HOURS_2), unavailable()] {
        let (_, cache) = cache();
        let (requests, platform_answers) = (AtomicUsize::new(0), Arc::new(Notify::new()));
        let asking = (0..20).map(|_| {
            cache.get(|| {
                requests.fetch_add(1, Ordering::SeqCst);
                let (platform, answers) = (platform.clone(), platform_answers.clone());
                async move {
                    answers.notified().await;
                    platform
                }
            })
        });
        let (tokens, ()) = tokio::join!(join_all(asking), async { platform_answers.notify_one() });
        assert_eq!(requests.load(Ordering::SeqCst), 1);
        assert!(tokens.iter().all(|token| token.is_ok() == platform.is_ok()));
    }
}

#[tokio::test]
async fn a_token_is_renewed_late_and_in_time() {
    let (clock, cache) = cache();
    assert_eq!(get(&cache, grant("t-1", HOURS_2)).await.as_deref(), Some("t-1"));
    // With 25 minutes and a second to go it is never asked for again …
    clock.wind(Duration::from_secs(HOURS_2 - 25 * 60 - 1));
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-1"));
    // … and with 5 minutes to go always.
    clock.wind(Duration::from_secs(20 * 60 + 1));
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-2"));
}

#[tokio::test]
async fn a_short_lived_token_is_still_kept_for_most_of_its_life() {
    let (clock, cache) = cache();
    assert!(get(&cache, grant("t-1", 60)).await.is_some());
    clock.wind(Duration::from_secs(44));
    assert_eq!(get(&cache, grant("t-2", 60)).await.as_deref(), Some("t-1"));
    clock.wind(Duration::from_secs(1));
    assert_eq!(get(&cache, grant("t-2", 60)).await.as_deref(), Some("t-2"));
}

#[tokio::test]
async fn a_token_without_lifetime_serves_who_waited_for_it() {
    let (_, cache) = cache();
    assert_eq!(get(&cache, grant("t-1", 0)).await.as_deref(), Some("t-1"));
    assert_eq!(get(&cache, grant("t-2", 0)).await.as_deref(), Some("t-2"));
}

#[tokio::test]
async fn while_one_renews_the_others_use_the_old_token() {
    let (clock, cache) = cache();
    assert!(get(&cache, grant("t-1", HOURS_2)).await.is_some());
    clock.wind(Duration::from_secs(HOURS_2 - 60));
    let mut renewing = Box::pin(cache.get(std::future::pending));
    assert!(futures_util::poll!(&mut renewing).is_pending());
    assert_eq!(get(&cache, unavailable()).await.as_deref(), Some("t-1"));
}

#[tokio::test]
async fn a_token_that_holds_survives_a_failed_renewal_and_the_next_try_is_later() {
    let (clock, cache) = cache();
    assert!(get(&cache, grant("t-1", HOURS_2)).await.is_some());
    clock.wind(Duration::from_secs(HOURS_2 - 200));
    assert_eq!(get(&cache, unavailable()).await.as_deref(), Some("t-1"));
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-1"));
    clock.wind(AFTER_FAILED_RENEWAL);
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-2"));
}

#[tokio::test]
async fn an_expired_token_is_not_used_and_an_error_is_not_kept() {
    let (clock, cache) = cache();
    assert!(get(&cache, grant("t-1", HOURS_2)).await.is_some());
    clock.wind(Duration::from_secs(HOURS_2));
    assert_eq!(get(&cache, unavailable()).await, None);
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-2"));
}

#[tokio::test]
async fn only_the_refused_token_is_forgotten() {
    let (_, cache) = cache();
    assert!(get(&cache, grant("t-2", HOURS_2)).await.is_some());
    cache.forget(&"t-1".into());
    assert_eq!(get(&cache, unavailable()).await.as_deref(), Some("t-2"));
    cache.forget(&"t-2".into());
    assert_eq!(get(&cache, grant("t-3", HOURS_2)).await.as_deref(), Some("t-3"));
}

#[tokio::test]
async fn a_request_whose_asker_went_away_is_finished_by_the_next() {
    let (_, cache) = cache();
    let slow = || async {
        tokio::task::yield_now().await;
        grant("t-1", HOURS_2)
    };
    {
        let mut leaving = Box::pin(cache.get(slow));
        assert!(futures_util::poll!(&mut leaving).is_pending());
    }
    assert_eq!(get(&cache, grant("t-2", HOURS_2)).await.as_deref(), Some("t-1"));
}

#[tokio::test]
async fn no_token_is_printed() {
    let (_, cache) = cache();
    assert!(get(&cache, grant("t-secret", HOURS_2)).await.is_some());
    let printed = format!("{cache:?} {:?}", grant("t-secret", HOURS_2));
    assert!(!printed.contains("t-secret"), "{printed}");
}
