use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

const MINUTE: Duration = Duration::from_secs(60);
const HUNDRED: &[Limit] = &[Limit::new(100, 60)];
const TWO_LIMITS: &[Limit] = &[Limit::new(5, 1), Limit::new(20, 60)];

fn at(millis: u64) -> Timestamp {
    Timestamp::UNIX_EPOCH + Duration::from_millis(millis)
}

/// A call as a caller and a network make it, in milliseconds.
#[derive(Debug, Clone)]
struct Ask {
    /// After the one before was sent.
    gap: u64,
    /// From sending to answer.
    round_trip: u64,
    /// When within the round trip the server sees it, in percent.
    seen: u64,
}

fn asks(count: usize, longest: u64) -> impl Strategy<Value = Vec<Ask>> {
    let ask = (0..300_u64, 0..longest, 0..=100_u64).prop_map(|(gap, round_trip, seen)| Ask {
        gap,
        round_trip,
        seen,
    });
    vec(ask, 1..count)
}

/// Plays the calls against a window and returns when the server saw each, in milliseconds.
fn play(limits: &'static [Limit], asks: &[Ask]) -> Vec<u64> {
    let (mut window, mut now, mut answers, mut seen) =
        (Window::new(limits), 0, Vec::<u64>::new(), Vec::new());
    for ask in asks {
        now += ask.gap;
        loop {
            answers.sort_unstable();
            for answer in answers.extract_if(.., |answer| *answer <= now) {
                window.answered(at(answer));
            }
            match window.take(at(now)) {
                Take::Ready => break,
                Take::Wait(wait) => now += u64::try_from(wait.as_millis()).unwrap(),
                Take::UntilAnswered => now = answers[0],
            }
        }
        seen.push(now + ask.round_trip * ask.seen / 100);
        answers.push(now + ask.round_trip);
    }
    seen.sort_unstable();
    seen
}

fn keeps(limits: &[Limit], seen: &[u64]) -> Result<(), TestCaseError> {
    for limit in limits {
        let period = u64::try_from(limit.period.as_millis()).unwrap();
        for stretch in seen.windows(limit.count + 1) {
            prop_assert!(stretch[limit.count] - stretch[0] > period, "{stretch:?}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_server_never_sees_more_than_the_limit(asks in asks(450, 12_000)) {
        keeps(HUNDRED, &play(HUNDRED, &asks))?;
    }

    #[test]
    fn two_limits_hold_together(asks in asks(80, 2_000)) {
        keeps(TWO_LIMITS, &play(TWO_LIMITS, &asks))?;
    }
}

#[test]
fn the_first_hundred_go_out_at_once_and_the_next_after_a_minute() {
    let mut window = Window::new(HUNDRED);
    for _ in 0..100 {
        assert_eq!(window.take(at(0)), Take::Ready);
    }
    assert_eq!(window.take(at(0)), Take::UntilAnswered);
    for _ in 0..100 {
        window.answered(at(50));
    }
    assert_eq!(window.take(at(50)), Take::Wait(MINUTE + MARGIN));
    assert_eq!(window.take(at(60_149)), Take::Wait(Duration::from_millis(1)));
    assert_eq!(window.take(at(60_150)), Take::Ready);
}

#[test]
fn places_come_free_one_by_one() {
    let mut window = Window::new(HUNDRED);
    for second in 0..100 {
        assert_eq!(window.take(at(second * 100)), Take::Ready);
        window.answered(at(second * 100));
    }
    assert_eq!(window.take(at(60_100)), Take::Ready);
    assert_eq!(window.take(at(60_100)), Take::Wait(Duration::from_millis(100)));
}

#[test]
fn no_limit_never_waits() {
    let mut window = Window::new(&[]);
    for _ in 0..10_000 {
        assert_eq!(window.take(at(0)), Take::Ready);
        window.answered(at(0));
    }
    assert!(window.answered.is_empty(), "nothing is remembered that nothing asks for");
}

#[test]
fn a_pause_holds_everybody_and_ends() {
    let mut window = Window::new(HUNDRED);
    window.pause(at(0), Duration::from_secs(52));
    window.pause(at(0), Duration::from_secs(3));
    assert_eq!(window.take(at(1_000)), Take::Wait(Duration::from_secs(51)));
    assert_eq!(window.take(at(52_000)), Take::Ready);
}

#[test]
fn a_pause_beyond_reason_is_cut() {
    let mut window = Window::new(HUNDRED);
    window.pause(at(0), Duration::from_secs(86_400));
    assert_eq!(window.take(at(0)), Take::Wait(LONGEST_PAUSE));
    assert_eq!(window.take(at(120_000)), Take::Ready);
}

#[test]
fn a_clock_that_is_set_back_does_not_stop_the_window() {
    let hour = 3_600_000;
    let mut window = Window::new(HUNDRED);
    for _ in 0..100 {
        window.take(at(hour));
        window.answered(at(hour));
    }
    window.pause(at(hour), MINUTE);
    assert_eq!(window.take(at(0)), Take::Wait(LONGEST_PAUSE));
    assert_eq!(window.take(at(120_000)), Take::Ready);
}

#[test]
fn what_is_free_would_be_ready() {
    const NARROW: &[Limit] = &[Limit::new(3, 60), Limit::new(2, 10)];
    let second = |second: u64| at(second * 1_000);
    let mut window = Window::new(NARROW);
    assert_eq!(window.free(second(0)), 2, "the narrowest limit counts");
    assert_eq!(window.take(second(0)), Take::Ready);
    assert_eq!(window.free(second(0)), 1, "one is under way");
    window.answered(second(1));
    let free = [1, 12, 62].map(|at| window.free(second(at)));
    assert_eq!(free, [1, 2, 2]);
    assert_eq!(window.take(second(62)), Take::Ready);
    window.pause(second(62), Duration::from_secs(5));
    assert_eq!([62, 68].map(|at| window.free(second(at))), [0, 1]);
    assert_eq!(Window::new(&[]).free(second(0)), usize::MAX);
}

/// What a window says that calls take, and what they take when each is answered at once.
fn said_and_taken(
    limits: &'static [Limit],
    before: &[(u64, bool)],
    pause: u64,
    calls: usize,
) -> (Duration, Duration) {
    let (mut window, mut now, mut travelling) = (Window::new(limits), 0, 0);
    for (gap, is_answered) in before {
        now += gap;
        match window.take(at(now)) {
            Take::Ready if *is_answered || travelling == 4 => window.answered(at(now)),
            Take::Ready => travelling += 1,
            Take::Wait(_) | Take::UntilAnswered => {}
        }
    }
    window.pause(at(now), Duration::from_millis(pause));
    let (said, start) = (window.time_for(calls, at(now)), now);
    for _ in 0..travelling {
        window.answered(at(now));
    }
    for _ in 0..calls {
        loop {
            match window.take(at(now)) {
                Take::Ready => break window.answered(at(now)),
                Take::Wait(wait) => now += u64::try_from(wait.as_millis()).unwrap(),
                Take::UntilAnswered => unreachable!("all are answered at once"),
            }
        }
    }
    (said, Duration::from_millis(now - start))
}

proptest! {
    #[test]
    fn the_time_for_calls_is_the_time_they_take(
        before in vec((0..9_000_u64, any::<bool>()), 0..30),
        pause in 0..90_000_u64,
        calls in 0..60_usize,
    ) {
        const FIVE: &[Limit] = &[Limit::new(5, 60)];
        let (said, taken) = said_and_taken(FIVE, &before, pause, calls);
        // Nobody waits for a pause who has nothing to send.
        prop_assert_eq!(said, taken);
        let (said, taken) = said_and_taken(TWO_LIMITS, &before, pause, calls);
        prop_assert!(said <= taken, "two limits together hold calls longer: {:?}", (said, taken));
    }
}
