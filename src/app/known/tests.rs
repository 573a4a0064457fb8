//! What a session's pages cost, and what is kept of them on the way.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::*;
use crate::app::ports::Results;
use crate::app::testbed::*;

/// Fetches all sessions of the one who is there.
async fn fetch(world: &Arc<World>) -> Result<Known, Failure> {
    let one = &world.guests[0];
    let rows = one.sessions.iter().map(|session| row(one, *session).1).collect();
    app(world).fetch("ours", &meeting(), &one.id.unwrap().to_owned().into(), rows, false).await
}

fn alone(data: Data, sessions: &[(i64, i64)]) -> Arc<World> {
    Arc::new(World::of(vec![guest("ou_1", data, sessions)]))
}

/// Which places of the first session are kept.
fn places(world: &World) -> Vec<usize> {
    lock(&world.parts).keys().map(|(_, _, place)| *place).collect()
}

/// Breaks the work off after so many answers, as the end of the process does.
async fn cut_off(world: &Arc<World>, answered: usize) {
    world.cut.store(answered, Ordering::Relaxed);
    let work = tokio::spawn({
        let world = Arc::clone(world);
        async move { fetch(&world).await.is_ok() }
    });
    world.is_cut().await;
    work.abort();
    assert!(work.await.is_err());
    world.cut.store(usize::MAX, Ordering::Relaxed);
}

#[tokio::test]
async fn only_what_is_waited_on_for_more_is_kept_in_parts() {
    for (what, data, sessions, calls, kept) in [
        ("one page", Data::Good, &[(0, 60)][..], 1, &[][..]),
        ("three pages", Data::Good, &[(0, 240)], 3, &[0, 1]),
        ("two sessions", Data::Good, &[(0, 60), (70, 90)], 2, &[0, 0]),
        ("nothing", Data::Nothing, &[(0, 60)], 1, &[0]),
    ] {
        let world = alone(data, sessions);
        assert_eq!(fetch(&world).await.is_ok(), data == Data::Good, "{what}");
        assert_eq!(world.begun(), calls, "{what}");
        assert_eq!(places(&world), kept, "{what}");
    }
}

#[tokio::test]
async fn nothing_is_kept_where_something_may_still_come() {
    let world = alone(Data::Nothing, &[(0, 60)]);
    world.clock.wind(-40 * 60_000);
    assert!(matches!(fetch(&world).await, Err(Failure::User(UserError::NotReady { .. }))));
    assert_eq!(places(&world), [0; 0]);
}

#[tokio::test]
async fn who_was_cut_off_goes_on_where_the_pages_end() {
    let world = alone(Data::Good, &[(0, 240)]);
    cut_off(&world, 2).await;
    let known = fetch(&world).await.unwrap();
    let cursors: Vec<_> = world.calls().into_iter().map(|(_, _, after)| after).collect();
    assert_eq!(cursors, [None, Some("1".to_owned()), Some("2".to_owned())]);
    assert_eq!(known.participant.measured.minutes.len(), 18);
    assert!(known.is_complete);
    world.keep("ours", &known.kept).await.unwrap();
    assert_eq!(places(&world), [0; 0], "all of it is kept at once");
}

#[tokio::test]
async fn a_cursor_that_is_not_taken_any_more_begins_the_session_anew() {
    let world = alone(Data::Good, &[(0, 240)]);
    cut_off(&world, 2).await;
    world.forgets_cursors.store(true, Ordering::Relaxed);
    let known = fetch(&world).await.unwrap();
    let cursors: Vec<_> = world.calls().into_iter().map(|(_, _, after)| after).collect();
    let [one, two] = ["1", "2"].map(|cursor| Some(cursor.to_owned()));
    assert_eq!(cursors, [None, one.clone(), two.clone(), None, one, two]);
    assert_eq!(known.participant.measured.minutes.len(), 18);
    assert!(known.is_complete);
}

#[tokio::test]
async fn a_cursor_that_is_refused_at_once_is_an_error() {
    let world = alone(Data::Good, &[(0, 240)]);
    world.forgets_cursors.store(true, Ordering::Relaxed);
    assert!(matches!(fetch(&world).await, Err(Failure::Platform(_))));
}
