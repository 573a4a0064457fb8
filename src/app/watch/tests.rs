//! What a chat can watch, and what it is told about it.

use super::super::world::{
    CHAT, TENANT, World, chat_watch, meeting, message, minute, no, number, person, question,
};
use super::*;
use crate::app::App;
use crate::app::inbound::Task;

/// Asks to watch and gives what was told.
async fn told(app: &App, world: &World, always: bool) -> String {
    app.watch(&message("watch"), no(), always).await.unwrap_or_else(|it| panic!("{it:?}"));
    world.cards.told()
}

#[tokio::test]
async fn a_watch_begins_now_and_a_number_nobody_heard_of_is_told_apart() {
    let table = [("nothing", "BegunUnknown", 2), ("held", "Begun {", 0), ("listed", "Begun {", 1)];
    for (known, expected, calls) in table {
        let world = World::new();
        match known {
            "held" => world.hold(&[meeting("i1", -90)]).await,
            "listed" => world.platform.state().meetings = vec![meeting("i1", -90)],
            _ => {}
        }
        let app = world.app(Access::Meeting);
        assert!(told(&app, &world, false).await.contains(expected), "{known}");
        assert_eq!(world.watches().await, [chat_watch(false)], "{known}");
        assert_eq!(world.platform.state().listings.len(), calls, "{known}");
    }
}

#[tokio::test]
async fn while_the_platform_is_away_nobody_is_accused_of_a_slip_but_a_missing_right_is_told() {
    let table = [
        (Refusal::Unavailable, Some("Begun {")),
        (Refusal::NoData, Some("BegunUnknown")),
        (Refusal::AdminRoleMissing, None),
    ];
    for (refusal, expected) in table {
        let world = World::new();
        world.platform.state().refusal = Some(refusal.clone());
        let watched = world.app(Access::Open).watch(&message("watch"), no(), false).await;
        match expected {
            Some(expected) => assert!(world.cards.told().contains(expected), "{refusal:?}"),
            None => assert!(matches!(watched, Err(Failure::Platform(_))), "{refusal:?}"),
        }
        assert_eq!(world.watches().await.len(), usize::from(expected.is_some()), "{refusal:?}");
    }
}

#[tokio::test]
async fn asking_twice_changes_the_watch_and_makes_no_second_one() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    told(&app, &world, false).await;
    world.clock.set(minute(60));
    assert!(told(&app, &world, true).await.contains("always: true"));
    assert_eq!(world.watches().await, [chat_watch(true)], "since and seen stay");
}

#[tokio::test]
async fn a_chat_has_fifty_watches_and_can_still_change_each() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    for count in 1..=LIMIT {
        let no = number(&format!("{:09}", 100_000_000 + count));
        app.watch(&message("watch"), no, false).await.unwrap_or_else(|it| panic!("{it:?}"));
    }
    world.cards.told();
    assert!(told(&app, &world, false).await.contains("TooMany { limit: 50 }"));
    assert_eq!(world.watches().await.len(), LIMIT);
    let one_of_them = number("100000001");
    app.watch(&message("watch"), one_of_them, true).await.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.cards.told().contains("Begun"));
    let elsewhere = InboundMessage { chat_id: "oc_2".to_owned(), ..message("watch") };
    app.watch(&elsewhere, no(), false).await.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(world.cards.told().contains("Begun"));
}

#[tokio::test]
async fn where_everybody_may_ask_about_themself_alone_nothing_is_watched() {
    for (access, may) in [(Access::Own, false), (Access::Meeting, true), (Access::Open, true)] {
        let world = World::new();
        let said = told(&world.app(access), &world, true).await;
        assert_eq!(said.contains("OnlyOneself"), !may, "{access}: {said}");
        assert_eq!(world.watches().await.len(), usize::from(may), "{access}");
    }
}

#[tokio::test]
async fn the_list_shows_this_chats_watches_and_its_buttons_end_them_by_place() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    let elsewhere = WatchKind::Chat { chat: "oc_2".to_owned(), always: true };
    let other = Watch { no: number("222222222"), ..chat_watch(false) };
    let elsewhere = Watch { kind: elsewhere, ..chat_watch(true) };
    world.watching(&[elsewhere, chat_watch(false), other.clone()]).await;
    app.watched_here(&message("list")).await.unwrap_or_else(|it| panic!("{it:?}"));
    assert!(!world.cards.told().contains("oc_2"));
    let asked = world.noted(&AskedId::of(&message("list").message_id)).await;
    assert_eq!(asked.choices, Choices::Numbers(vec![no(), other.no]));

    for (pick, is_one) in [(0, true), (0, true), (2, false), (u16::MAX, false)] {
        assert_eq!(app.unwatch_pick(&asked, pick).await.unwrap(), is_one, "{pick}");
    }
    let left: Vec<_> = world.watches().await.iter().map(|it| it.no).collect();
    assert_eq!(left, [no(), other.no], "the other chat's stays");
    let elsewhere = Asked { choices: Choices::None, ..asked };
    assert!(!app.unwatch_pick(&elsewhere, 0).await.unwrap());
}

#[tokio::test]
async fn a_watch_is_ended_where_it_was_begun() {
    let world = World::new();
    let app = world.app(Access::Meeting);
    world.watching(&[chat_watch(false)]).await;
    for expected in ["Ended", "NotWatched"] {
        app.unwatch(&message("unwatch"), no()).await.unwrap_or_else(|it| panic!("{it:?}"));
        assert!(world.cards.told().contains(expected));
        assert!(world.watches().await.is_empty());
    }
}

#[tokio::test]
async fn who_asked_while_it_ran_is_answered_even_if_it_ended_before_the_button_was_pressed() {
    for (ended, answered) in [(None, false), (Some(5), true), (Some(-5), false)] {
        let world = World::new();
        let app = world.app(Access::Meeting);
        let asked = question(message("when"), 0);
        world.clock.set(minute(10));
        world.note(&asked).await;
        world.hold(ended.map(|at| meeting("i1", at)).as_slice()).await;
        app.when_it_ends(&asked, no()).await.unwrap();
        let (queued, watches) = (world.tasks.queued(), world.watches().await);
        assert_eq!(queued.len(), usize::from(answered), "{ended:?}");
        assert_eq!(watches.len(), usize::from(!answered), "{ended:?}");
        let queued = queued.iter().filter_map(|(_, _, task)| match task {
            Task::Report { watch, .. } => Some(watch),
            _ => None,
        });
        for watch in watches.iter().chain(queued) {
            assert_eq!(watch.kind, WatchKind::Once { asked: asked.id.clone() });
            assert_eq!((&watch.by, watch.seen), (&person("asker"), Some(minute(0))));
        }
    }
}

#[test]
fn a_watch_is_the_same_one_whatever_it_reports_and_another_elsewhere() {
    let key = |chat: &str, tenant: &str, always| {
        let kind = WatchKind::Chat { chat: chat.to_owned(), always };
        Watch { tenant: tenant.to_owned(), kind, ..chat_watch(always) }.key()
    };
    assert_eq!(key(CHAT, TENANT, true), key(CHAT, TENANT, false));
    assert_ne!(key(CHAT, TENANT, true), key("oc_2", TENANT, true));
    assert_ne!(key(CHAT, TENANT, true), key(CHAT, "theirs", true));
}
