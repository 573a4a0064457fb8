//! What a cut costs, and what is never fetched again.

use std::collections::BTreeMap;

use super::*;

#[tokio::test]
async fn no_call_is_made_twice_wherever_the_work_is_cut() {
    for answered in 0..PLANNED {
        let (world, asked) = planned(all_kinds()).await;
        world.platform.state().cut = Some(answered);
        let job = start(&world.app(Access::Open), &asked, CARD);
        world.platform.is_cut().await;
        job.abort();
        assert!(job.await.unwrap_err().is_cancelled());
        assert_eq!(world.platform.calls().len(), answered);

        world.platform.state().cut = None;
        assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done);
        let mut times: BTreeMap<RecordsCall, usize> = BTreeMap::new();
        world.platform.calls().into_iter().for_each(|call| *times.entry(call).or_default() += 1);
        assert!(times.values().all(|times| *times == 1), "cut after {answered}: {times:?}");
        assert_eq!((times.len(), world.platform.lists()), (PLANNED, 1), "cut after {answered}");
        assert!(
            world.chat.last_text().ends_with(WHOLE),
            "cut after {answered}: {}",
            world.chat.last_text()
        );
        for one in all_kinds().iter().filter(|it| it.id.is_some()) {
            let kept: usize = world.pages_kept(one).await.iter().sum();
            let is_without = one.data == Data::Nothing;
            assert_eq!(
                kept,
                usize::from(is_without),
                "only that there is nothing is kept in parts"
            );
        }
    }
}

#[tokio::test]
async fn what_is_kept_is_told_again_without_a_call() {
    let (world, asked) = planned(all_kinds()).await;
    work(&world.app(Access::Open), &asked).await;
    let (calls, lists) = (world.platform.begun(), world.platform.lists());
    let app = world.app(Access::Open);
    let asked = world.noted(&asked.id).await;
    let whole = app.kept_whole(&asked).await.unwrap().unwrap();
    assert_eq!(in_short(&whole), WHOLE);
    assert_eq!((world.platform.begun(), world.platform.lists()), (calls, lists));
    assert_eq!(answer(&app, &asked, &long_meeting(), 1).await, Outcome::Done);
    assert!(world.chat.last_text().ends_with(WHOLE));
    assert_eq!((world.platform.begun(), world.platform.lists()), (calls, lists), "asked again");
}

#[tokio::test]
async fn nothing_is_told_of_what_was_not_kept() {
    let (world, mut asked) = planned(all_kinds()).await;
    let app = world.app(Access::Open);
    assert!(app.kept_whole(&asked).await.unwrap().is_none(), "not answered");
    asked.whole = Some(whole_noted());
    assert!(app.kept_whole(&asked).await.unwrap().is_none(), "swept");
    assert_eq!((world.platform.begun(), world.platform.lists()), (0, 0));
}

#[tokio::test]
async fn a_list_that_is_not_whole_is_said_to_be_partial_and_nothing_of_it_is_kept() {
    let world = World::after(many(2, Data::Good));
    world.platform.state().is_partial = true;
    let app = world.app(Access::Open);
    for _ in 0..2 {
        let lane = Lane::Question;
        let whole = app.look_at_everybody(TENANT, &long_meeting(), &lane, &Untracked).await;
        let whole = whole.unwrap().unwrap();
        assert_eq!((whole.people.len(), whole.gaps), (2, vec![Gap::Pages]));
    }
    assert_eq!((world.platform.begun(), world.platform.lists()), (4, 2));
}
