//! What is asked. Every chat has its one question, so a reply's chat says what the reply must be.

use quality_bot::simulator::{Chat, ChatKind, Says, World, data};

/// Words behind `/quality`, and who is mentioned.
type Question = (&'static str, Option<&'static str>);

const QUESTIONS: [Question; 12] = [
    ("help", None),
    ("", None),
    ("12345", Some(data::ZHANG_SAN)),
    ("abc", Some(data::ZHANG_SAN)),
    ("123456789 450150150", Some(data::ZHANG_SAN)),
    ("999999999", Some(data::LI_SI)),
    (data::FOUR_PEOPLE, Some(data::ZHANG_SAN)),
    (data::FOUR_PEOPLE, None),
    (data::OUTAGE, Some(data::LI_SI)),
    (data::LONG, Some(data::ZHANG_SAN)),
    (data::REJOIN, Some(data::ANA)),
    (data::SAMPLE, Some(data::KEHAN)),
];

/// Those of [`QUESTIONS`] that are looked up, in one burst.
pub(crate) const LOOKED_UP: usize = 14;

/// Commands in a burst.
pub(crate) const BURST: usize = 24;

fn chat_id(place: usize) -> String {
    format!("oc_{place:032}")
}

/// Makes the chats, and lifts the limits: a process that was killed takes its knowledge of what it
/// spent along, so its successors would rightly be told to wait.
pub(crate) fn prepare(world: &mut World) {
    for place in 0..BURST {
        let (kind, members) = (ChatKind::Group, vec![data::LI_SI.to_owned()]);
        let (chat_id, name) = (chat_id(place), format!("group {place}"));
        world.chats.push(Chat { chat_id, kind, name, members, has_bot: true, external: false });
    }
    let limits = &mut world.limits;
    for limit in [
        &mut limits.reports_per_minute,
        &mut limits.messages_per_minute,
        &mut limits.messages_per_second,
        &mut limits.chat_per_second,
        &mut limits.patch_per_second,
    ] {
        *limit = 100_000;
    }
}

/// One command in every chat.
pub(crate) fn burst() -> Vec<Says> {
    (0..BURST).map(says).collect()
}

/// The command of a chat.
pub(crate) fn says(place: usize) -> Says {
    let (words, about) = QUESTIONS[place % QUESTIONS.len()];
    let says = Says::in_group(&chat_id(place)).by(data::LI_SI).mention_bot();
    let says = says.text(&format!(" /quality {words} "));
    match about {
        Some(person) => says.mention(person),
        None => says,
    }
}
