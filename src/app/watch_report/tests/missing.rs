//! Data of some that comes later than that of others, or never.

use super::*;

/// Nobody has data but who stayed longest, and that is good.
fn one_has_data(world: &World, others: Data) {
    let longest = guest("ou_1", Data::Good, &[(0, 60)]);
    let others = ["ou_2", "ou_3"].map(|id| guest(id, others, &[(0, 50)]));
    world.platform.state().guests = [longest].into_iter().chain(others).collect();
}

#[tokio::test]
async fn nothing_is_decided_while_the_data_of_some_may_still_come() {
    for (missing, heard) in
        [(Data::Nothing, true), (Data::Unavailable, true), (Data::Nothing, false)]
    {
        for always in [false, true] {
            let world = World::new();
            let app = world.app(Access::Open);
            let watch = chat_watch(always);
            world.watching(std::slice::from_ref(&watch)).await;
            one_has_data(&world, missing);
            for (now, due) in [(62, 64), (64, 69), (69, 79)] {
                world.clock.set(minute(now));
                let expected = Outcome::Later { due: minute(due) };
                assert_eq!(work(&world, &app, &watch).await, expected, "{missing:?} {now}");
            }
            assert!(world.chat.state().sent.is_empty() && world.memory.looks().is_empty());

            one_has_data(&world, if heard { Data::Bad } else { Data::Good });
            world.clock.set(minute(79));
            assert_eq!(work(&world, &app, &watch).await, Outcome::Done);
            let sent = world.chat.state().sent.clone();
            assert_eq!(sent.len(), usize::from(heard || always), "{missing:?} {always}");
            for (to, said) in &sent {
                assert_eq!(*to, Recipient::Chat(CHAT.to_owned()));
                assert!(said.ends_with(" | "), "nobody is missing: {said}");
            }
        }
    }
}

#[tokio::test]
async fn what_was_bad_waits_nine_minutes_for_those_who_are_missing() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.watching(&[chat_watch(false)]).await;
    let longest = guest("ou_1", Data::Bad, &[(0, 60)]);
    world.platform.state().guests = vec![longest, guest("ou_2", Data::Nothing, &[(0, 50)])];
    for (now, due) in [(62, 64), (64, 69)] {
        world.clock.set(minute(now));
        let later = Outcome::Later { due: minute(due) };
        assert_eq!(work(&world, &app, &chat_watch(false)).await, later, "{now}");
    }
    world.clock.set(minute(69));
    assert_eq!(work(&world, &app, &chat_watch(false)).await, Outcome::Done);
    let sent = world.chat.state().sent.clone();
    let [(to, said)] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(*to, Recipient::Chat(CHAT.to_owned()));
    assert!(said.contains("2 not yet"), "who is missing is said: {said}");
}

#[tokio::test]
async fn who_is_there_already_is_not_asked_for_again() {
    let world = World::new();
    let app = world.app(Access::Open);
    world.watching(&[chat_watch(false)]).await;
    one_has_data(&world, Data::Nothing);
    for (now, calls) in [(62, 1 + 3), (64, 1 + 2)] {
        world.clock.set(minute(now));
        let before = world.platform.begun();
        work(&world, &app, &chat_watch(false)).await;
        assert_eq!(world.platform.begun() - before, calls, "{now}");
    }
}

#[tokio::test]
async fn when_it_is_late_what_is_missing_is_said_to_who_watches_and_what_never_was_is_not() {
    for (missing, told) in [(Data::Unavailable, true), (Data::Nothing, false)] {
        let world = World::new();
        let app = world.app(Access::Open);
        world.watching(&[chat_watch(false)]).await;
        one_has_data(&world, missing);
        world.clock.set(minute(105));
        assert_eq!(work(&world, &app, &chat_watch(false)).await, Outcome::Done);
        let sent = world.chat.state().sent.clone();
        assert_eq!(sent.len(), usize::from(told), "{missing:?}: {sent:?}");
        assert_eq!(world.memory.looks().len(), sent.len(), "in the audit log");
        for (to, said) in sent {
            assert_eq!(to, Recipient::Person(person("asker")), "the chat hears of bad ones alone");
            assert!(said.contains("2 failed, 3 failed"), "{said}");
            assert!(asked_by_buttons(&world).await.message.direct);
        }
        assert_eq!(world.watches().await.len(), 1);
    }
}
