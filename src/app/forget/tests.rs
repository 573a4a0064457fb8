//! That somebody is forgotten, and nobody else.

use super::super::answer::Meeting;
use super::super::asked::Judged;
use super::super::ports::Remembered;
use super::super::testing::{World, meeting, message, person};
use crate::quality::judgement::Grade;
use crate::settings::Access;

fn remembered(of: &str, meeting: Meeting) -> Remembered {
    Remembered {
        meeting,
        person: person(of).into(),
        name: of.to_owned(),
        judged: Judged { grade: Grade::Good, bad_minutes: 0, causes: Vec::new() },
        rated_minutes: 60,
        by_cause: Default::default(),
        network_type: None,
        app_version: None,
    }
}

#[tokio::test]
async fn who_asks_is_forgotten_and_told_how_much_that_was() {
    let world = World::new();
    let app = world.app(Access::Own);
    world.things().remembered = vec![
        remembered("asker", meeting("i1", 0)),
        remembered("asker", meeting("i2", 0)),
        remembered("2", meeting("i2", 0)),
    ];
    for judgements in [2, 0] {
        app.forget_me(&message("forget me")).await.unwrap_or_else(|it| panic!("{it:?}"));
        let told = world.told().concat();
        assert!(told.contains(&format!("judgements: {judgements},")), "{told}");
        assert!(!told.contains("asker"), "{told}");
    }
    assert_eq!(world.things().remembered, [remembered("2", meeting("i2", 0))]);
}
