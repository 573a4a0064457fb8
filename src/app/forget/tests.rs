//! That somebody is forgotten, and nobody else.

use super::super::world::{World, meeting, message, person, remembered};
use crate::settings::Access;

#[tokio::test]
async fn who_asks_is_forgotten_and_told_how_much_that_was() {
    let world = World::new();
    let app = world.app(Access::Own);
    let anothers = remembered("2", meeting("i2", 0));
    let own = ["i1", "i2"].map(|instance| remembered("asker", meeting(instance, 0)));
    world.remember(&own).await;
    world.remember(std::slice::from_ref(&anothers)).await;
    for judgements in [2, 0] {
        app.forget_me(&message("forget me")).await.unwrap_or_else(|it| panic!("{it:?}"));
        let told = world.cards.told();
        assert!(told.contains(&format!("judgements: {judgements},")), "{told}");
        assert!(!told.contains("asker"), "{told}");
    }
    assert_eq!(world.remembered(&person("2")).await, [anothers]);
}
