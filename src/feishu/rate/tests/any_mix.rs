//! Whoever comes, whenever, and whether or not they wait: the limits hold.

use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::task::yield_now;

use super::*;

/// Somebody who comes, travels, and perhaps does not wait that long.
#[derive(Debug, Clone)]
struct Caller {
    lane: u8,
    comes_after: u8,
    travels: u8,
    gives_up_after: Option<u8>,
    /// Whether the server sees the call when it is sent, or when it is answered.
    seen_late: bool,
}

fn callers() -> impl Strategy<Value = Vec<Caller>> {
    let caller = (0..4_u8, 0..12_u8, 0..6_u8, prop::option::weighted(0.2, 0..20_u8), any::<bool>());
    let caller = caller.prop_map(|(lane, comes_after, travels, gives_up_after, seen_late)| {
        Caller { lane, comes_after, travels, gives_up_after, seen_late }
    });
    vec(caller, 1..40)
}

async fn wait_for(turns: u8) {
    for _ in 0..turns {
        yield_now().await;
    }
}

/// When the server saw each call, and whether it was bulk work.
async fn play(callers: &[Caller]) -> Vec<(SignedDuration, bool)> {
    let clock = WoundClock::new();
    let gate = Gate::new(Window::new(FIVE), Window::new(THREE_OF_THEM), clock.clone());
    let (start, seen) = (clock.now(), Mutex::new(Vec::new()));
    let call = async |caller: &Caller| {
        wait_for(caller.comes_after).await;
        let lane = if caller.lane == 0 { QUESTION } else { bulk(&caller.lane.to_string()) };
        let permit = gate.enter(&lane).await;
        let sent = clock.now();
        wait_for(caller.travels).await;
        let at = if caller.seen_late { clock.now() } else { sent };
        seen.lock().unwrap().push((at.duration_since(start), caller.lane != 0));
        drop(permit);
    };
    join_all(callers.iter().map(async |caller| match caller.gives_up_after {
        None => call(caller).await,
        Some(turns) => {
            select(pin!(call(caller)), pin!(wait_for(turns))).await;
        }
    }))
    .await;
    assert_eq!(gate.state().line.len(), 0);
    seen.into_inner().unwrap()
}

fn keeps(mut seen: Vec<SignedDuration>, count: usize) -> Result<(), TestCaseError> {
    seen.sort_unstable();
    for stretch in seen.windows(count + 1) {
        prop_assert!(stretch[count] - stretch[0] > SignedDuration::from_secs(60), "{stretch:?}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_mix_of_lanes_exceeds_the_window_or_the_reserve(callers in callers()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let played = async {
            // Real time: only a caller that is never woken takes it.
            tokio::time::timeout(Duration::from_secs(20), play(&callers)).await
        };
        let seen = runtime.block_on(played).expect("everybody has a turn");
        let patient = callers.iter().filter(|caller| caller.gives_up_after.is_none()).count();
        prop_assert!(seen.len() >= patient);
        keeps(seen.iter().map(|(at, _)| *at).collect(), 5)?;
        keeps(seen.iter().filter(|(_, bulk)| *bulk).map(|(at, _)| *at).collect(), 3)?;
    }
}
