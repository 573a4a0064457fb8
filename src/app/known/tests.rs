//! What a session's pages cost, and what is kept of them on the way.

use std::sync::Arc;

use super::*;
use crate::app::ports::Results;
use crate::app::world::{Data, TENANT, World, guest, long_meeting, row};
use crate::settings::Access;

/// Fetches all sessions of the one who is there.
async fn fetch(world: &World) -> Result<Known, Failure> {
    let one = world.platform.state().guests[0].clone();
    let rows = one.sessions.iter().map(|session| row(&one, *session).1).collect();
    let (app, person) = (world.app(Access::Open), one.id.unwrap().to_owned().into());
    app.fetch(TENANT, &long_meeting(), &person, rows, false).await
}

fn alone(data: Data, sessions: &[(i64, i64)]) -> Arc<World> {
    Arc::new(World::after(vec![guest("ou_1", data, sessions)]))
}

/// How many pages of each session are kept.
async fn pages(world: &World) -> Vec<usize> {
    let one = world.platform.state().guests[0].clone();
    world.pages_kept(&one).await
}

/// Breaks the work off after so many answers, as the end of the process does.
async fn cut_off(world: &Arc<World>, answered: usize) {
    world.platform.state().cut = Some(answered);
    let work = tokio::spawn({
        let world = Arc::clone(world);
        async move { fetch(&world).await.is_ok() }
    });
    world.platform.is_cut().await;
    work.abort();
    assert!(work.await.is_err());
    world.platform.state().cut = None;
}

#[tokio::test]
async fn only_what_is_waited_on_for_more_is_kept_in_parts() {
    for (what, data, sessions, calls, kept) in [
        ("one page", Data::Good, &[(0, 60)][..], 1, &[0][..]),
        ("three pages", Data::Good, &[(0, 240)], 3, &[2]),
        ("two sessions", Data::Good, &[(0, 60), (70, 90)], 2, &[1, 1]),
        ("nothing", Data::Nothing, &[(0, 60)], 1, &[1]),
    ] {
        let world = alone(data, sessions);
        assert_eq!(fetch(&world).await.is_ok(), data == Data::Good, "{what}");
        assert_eq!(world.platform.begun(), calls, "{what}");
        assert_eq!(pages(&world).await, kept, "{what}");
    }
}

#[tokio::test]
async fn nothing_is_kept_where_something_may_still_come() {
    let world = alone(Data::Nothing, &[(0, 60)]);
    world.clock.wind(-40 * 60_000);
    assert!(matches!(fetch(&world).await, Err(Failure::User(UserError::NotReady { .. }))));
    assert_eq!(pages(&world).await, [0]);
}

#[tokio::test]
async fn who_was_cut_off_goes_on_where_the_pages_end() {
    let world = alone(Data::Good, &[(0, 240)]);
    cut_off(&world, 2).await;
    let known = fetch(&world).await.unwrap();
    let cursors: Vec<_> = world.platform.calls().into_iter().map(|(_, _, after)| after).collect();
    assert_eq!(cursors, [None, Some("1".to_owned()), Some("2".to_owned())]);
    assert_eq!(known.participant.measured.minutes.len(), 18);
    assert!(known.is_complete);
    world.memory.keep(TENANT, &known.kept).await.unwrap();
    assert_eq!(pages(&world).await, [0], "all of it is kept at once");
}

#[tokio::test]
async fn a_cursor_that_is_not_taken_any_more_begins_the_session_anew() {
    let world = alone(Data::Good, &[(0, 240)]);
    cut_off(&world, 2).await;
    world.platform.state().forgets_cursors = true;
    let known = fetch(&world).await.unwrap();
    let cursors: Vec<_> = world.platform.calls().into_iter().map(|(_, _, after)| after).collect();
    let [one, two] = ["1", "2"].map(|cursor| Some(cursor.to_owned()));
    assert_eq!(cursors, [None, one.clone(), two.clone(), None, one, two]);
    assert_eq!(known.participant.measured.minutes.len(), 18);
    assert!(known.is_complete);
}

#[tokio::test]
async fn a_cursor_that_is_refused_at_once_is_an_error() {
    let world = alone(Data::Good, &[(0, 240)]);
    world.platform.state().forgets_cursors = true;
    assert!(matches!(fetch(&world).await, Err(Failure::Platform(_))));
}
