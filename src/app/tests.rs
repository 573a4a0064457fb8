//! What buttons and links do when the store is slow or fails, and what it costs to try links.

use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::asked::{About, Answered, Asked, AskedId, Judged};
use super::inbound::{Button, Op, Press};
use super::link::Links;
use super::ports::{Buttons, FileFormat, MessageId, Ports, Privacy, Questions, Reports, ToastKind};
use super::world::{CHAT, Mood, TENANT, World, message, minute, options, person, question};
use super::{App, AppOptions};
use crate::quality::judgement::Grade;
use crate::quality::rules::Rules;
use crate::render::{RenderOptions, Renderer};
use crate::settings::{Access, Language};

const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

fn links() -> Links {
    Links::new(&[7; 32], WEEK, Some("https://bot.example.com".to_owned()))
}

/// The use cases, with real cards and pages, in a world in which one question was answered.
async fn app(world: &World) -> App {
    world.note(&asked()).await;
    let (language, timezone, rules) = (Language::EnUs, TimeZone::UTC, Rules::default());
    let renderer = Renderer::load(None, RenderOptions { language, timezone, rules }).unwrap();
    let renderer = Arc::new(renderer);
    let ports = Ports { cards: renderer.clone(), pages: renderer, ..world.ports() };
    App::new(ports, AppOptions { links: links(), ..options(Access::Open) })
}

fn asked() -> Asked {
    let about = About { instance: "1".to_owned(), person: person("asker").into() };
    let judged = Judged { grade: Grade::Good, bad_minutes: 0, causes: Vec::new() };
    let answered = Some(Answered {
        about,
        beside: None,
        kept: true,
        settled: true,
        judged,
        quotes: Vec::new(),
    });
    Asked { answered, ..question(message("1"), 0) }
}

fn press() -> Press {
    Press {
        event_id: "e1".to_owned(),
        tenant: TENANT.to_owned(),
        by: person("asker"),
        external: false,
        card: MessageId("om_2".to_owned()),
        chat: CHAT.to_owned(),
        button: Some(Button { asked: asked().id, op: Op::Refresh, pick: None, form: None }),
    }
}

fn assert_that_nobody_was_asked(world: &World) {
    let platform = world.platform.state();
    assert_eq!((platform.listings.len(), platform.lists, platform.begun), (0, 0, 0));
    let chat = world.chat.state();
    assert_eq!((chat.said.len(), chat.sent.len(), world.tasks.queued().len()), (0, 0, 0));
}

#[tokio::test]
async fn a_press_is_answered_in_time_whatever_the_store_does() {
    for (mood, kind) in [
        (Mood::Well, ToastKind::Success),
        (Mood::Slow, ToastKind::Error),
        (Mood::Broken, ToastKind::Error),
    ] {
        let world = World::new();
        let app = app(&world).await;
        world.store.is(mood);
        assert_eq!(app.press(press()).await.kind, kind, "{mood:?}");
        assert_that_nobody_was_asked(&world);
    }
}

#[tokio::test]
async fn every_link_that_opens_nothing_costs_one_look_and_shows_one_page() {
    let world = World::new();
    let app = app(&world).await;
    let token = |links: &Links, asked: &AskedId, tenant: &str, at: Timestamp| {
        let link = links.to(asked, tenant, Privacy::Chat, at).unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    };
    let (ours, own) = (links(), asked().id);
    let stranger = AskedId::of(&MessageId("om_9".to_owned()));
    let good = token(&ours, &own, TENANT, minute(0));
    let tries = [
        ("empty", String::new()),
        ("no token", "质量".to_owned()),
        ("cut", good.chars().skip(1).collect()),
        ("altered", good.replace(['A', 'B'], "C")),
        ("expired", token(&ours, &own, TENANT, minute(0) - WEEK)),
        ("of another tenant", token(&ours, &own, "theirs", minute(0))),
        ("of nothing", token(&ours, &stranger, TENANT, minute(0))),
        (
            "signed by somebody else",
            token(&Links::new(&[8; 32], WEEK, Some(String::new())), &own, TENANT, minute(0)),
        ),
        // The question is known, and its result was swept.
        ("of what is not kept", good.clone()),
    ];
    let nothing = app.ports.pages.nothing(Language::EnUs);
    assert!(!nothing.found);
    for (what, token) in tries {
        let before = world.store.looks();
        assert_eq!(app.page(&token, Language::EnUs).await, nothing, "{what}");
        assert_eq!(world.store.looks() - before, 1, "{what}");
        let file = app.file(&token, FileFormat::Csv, Language::EnUs).await;
        assert_eq!(file, Err(nothing.clone()), "{what}");
    }
    world.memory.withdraw(&asked()).await.unwrap();
    assert_eq!(app.page(&good, Language::EnUs).await, nothing, "withdrawn");
    assert_that_nobody_was_asked(&world);
}
