//! What the doctor finds, whatever fails.

use super::super::world::{Mood, TENANT, World, meeting, message, minute, refused};
use super::*;
use crate::settings::Access;

/// What was found, as it was told.
async fn found(world: &World, app: &App) -> String {
    app.doctor(&message("doctor")).await;
    world.cards.told()
}

fn finding(what: &str, health: &str) -> String {
    format!("Finding {{ what: {what}, health: {health} }}")
}

#[tokio::test]
async fn everything_is_looked_at_and_what_works_is_well() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    app.ended(TENANT, &meeting("i1", 0)).await;
    let found = found(&world, &app).await;
    for what in ["Credentials", "Meetings", "Chats", "EndedEvents", "Store", "Budget"] {
        assert!(found.contains(&finding(what, "Well")), "{what} in {found}");
    }
    let no_address = finding("PublicAddress", "Missing(\"QUALITY_BOT_PUBLIC_URL\")");
    assert!(found.contains(&no_address), "{found}");
    assert_eq!(world.platform.state().listings.len(), 1, "one call, of a number that nobody has");
}

#[tokio::test]
async fn what_fails_is_told_in_its_place_and_never_fails_the_answer() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    world.platform.state().refusal = Some(Refusal::AdminRoleMissing);
    let scopes = ["im:chat:readonly", "im:chat"].map(str::to_owned);
    world.chat.state().refusal = Some(Refusal::ScopeMissing(scopes.into()));
    world.store.is(Mood::Broken);
    world.platform.use_up();
    let found = found(&world, &app).await;
    for (what, health) in [
        ("Meetings", "Missing(\"42 no (log-1)\")"),
        ("Chats", "Missing(\"im:chat:readonly, im:chat\")"),
        ("Store", "Missing(\"store: the disk is gone\")"),
        ("EndedEvents", "Unknown(\"\")"),
        ("Budget", "Unknown(\"0\")"),
    ] {
        assert!(found.contains(&finding(what, health)), "{what} in {found}");
    }
}

#[tokio::test]
async fn an_event_proves_something_for_a_week() {
    for (days, health) in [(7, "Well"), (8, "Unknown(\"\")")] {
        let world = World::new();
        let app = world.app(Access::Meeting);
        app.ended(TENANT, &meeting("i1", 0)).await;
        world.clock.set(minute(days * 24 * 60));
        let found = found(&world, &app).await;
        assert!(found.contains(&finding("EndedEvents", health)), "{found}");
    }
}

#[test]
fn a_refusal_of_what_does_not_exist_is_a_good_sign_and_no_other_is() {
    let said = || "42 no (log-1)".to_owned();
    for (refusal, expected) in [
        (Refusal::NoData, Health::Well),
        (Refusal::Undeliverable, Health::Well),
        (Refusal::AdminRoleMissing, Health::Missing(said())),
        (Refusal::ScopeMissing(Vec::new()), Health::Missing(said())),
        (Refusal::QuotaUsedUp, Health::Missing(said())),
        (Refusal::Misconfigured, Health::Missing(said())),
        (Refusal::Unavailable, Health::Unknown(said())),
        (Refusal::Rejected, Health::Unknown(said())),
    ] {
        assert_eq!(health(&refused(refusal.clone())), expected, "{refusal:?}");
    }
}
