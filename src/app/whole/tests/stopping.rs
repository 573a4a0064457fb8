//! What ends the work before its end.

use super::*;
use crate::app::asked::Stop;
use crate::app::ports::Questions;

#[tokio::test]
async fn a_stop_ends_the_work_within_the_calls_that_are_in_flight() {
    for (stop, last) in [(Stop::Cancelled, "cancelled at 40/300"), (Stop::Recalled, "taken back")] {
        let (world, asked) = planned(many(300, Data::Good)).await;
        world.platform.state().cut = Some(40);
        let app = world.app(Access::Open);
        let job = start(&app, &asked, CARD);
        world.platform.is_cut().await;
        let begun = world.platform.begun();
        assert!(begun <= 40 + 32, "{begun} are in flight or over");
        app.stops.stop(&asked.id, stop);
        assert_eq!(job.await.unwrap(), Outcome::Done);
        assert_eq!((world.platform.begun(), world.chat.last_text().as_str()), (begun, last));
    }
}

#[tokio::test]
async fn work_that_was_stopped_before_it_began_makes_no_call() {
    for (stop, said) in [(Stop::Cancelled, "cancelled at 0/0"), (Stop::Recalled, "taken back")] {
        let (world, asked) = planned(all_kinds()).await;
        world.memory.stop(&asked.id, stop, minute(300)).await.unwrap();
        assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done);
        assert_eq!(
            (world.platform.begun(), world.platform.lists(), world.chat.texts()),
            (0, 0, vec![said.to_owned()])
        );
    }
}

#[tokio::test]
async fn work_on_a_question_that_was_forgotten_takes_its_card_away() {
    let (world, asked) = (World::after(all_kinds()), asked("1"));
    assert_eq!(work(&world.app(Access::Open), &asked).await, Outcome::Done);
    assert_eq!((world.platform.begun(), world.chat.last_text().as_str()), (0, "taken back"));
}

#[tokio::test]
async fn a_tracker_ends_the_work() {
    struct Until(u32);
    #[async_trait]
    impl Tracker for Until {
        async fn came_to(&self, steps: Steps) -> bool {
            assert_eq!((steps.of_calls, steps.of_people), (300, 300));
            steps.calls < self.0
        }
    }
    let (world, _) = planned(many(300, Data::Good)).await;
    let lane = Lane::Question;
    let app = world.app(Access::Open);
    let whole = app.look_at_everybody(TENANT, &long_meeting(), &lane, &Until(50)).await.unwrap();
    assert!(whole.is_none());
    assert!((50..=82).contains(&world.platform.begun()), "{}", world.platform.begun());
}
