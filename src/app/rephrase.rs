//! A question in the words of a command: what a choice on a card stands for.
//!
//! What somebody chose is asked like anything else, so that there is one way to answer. The words are
//! made here and read by `command`, and mean the same.

use super::inbound::{InboundMention, InboundMessage};
use crate::command::{ExportFormat, Person, Question, Room, When, Which, Whom};
use crate::quality::ids::{OpenId, ParticipantId};

/// A message that asks this, as if `by` had typed it where the first message stands.
pub(super) fn rephrased(
    message: &InboundMessage,
    by: &OpenId,
    question: &Question,
    file: Option<ExportFormat>,
) -> InboundMessage {
    let mut words = vec!["/quality".to_owned()];
    if file.is_some() {
        words.push("export".to_owned());
    }
    words.push(match question.meeting {
        Which::No(no) => no.as_str().to_owned(),
        Which::Latest => "last".to_owned(),
    });
    let mut mentions = Vec::new();
    words.extend(people(&question.whom).into_iter().map(|person| spelled(person, &mut mentions)));
    words.extend(question.when.map(time));
    words.extend(file.map(|format| match format {
        ExportFormat::Csv => "csv".to_owned(),
        ExportFormat::Xlsx => "xlsx".to_owned(),
    }));
    InboundMessage {
        sender: by.clone(),
        sender_external: false,
        text: words.join(" "),
        mentions,
        ..message.clone()
    }
}

/// Whom a question names.
pub(super) fn people(whom: &Whom) -> Vec<&Person> {
    match whom {
        Whom::Everybody => Vec::new(),
        Whom::One(one) => vec![one],
        Whom::Two(one, other) => vec![one, other],
    }
}

/// Somebody by their id.
pub(super) fn by_id(id: &ParticipantId, name: &str) -> Person {
    match id {
        ParticipantId::Person(id) => {
            Person::Mentioned { id: id.clone(), name: name.to_owned(), external: false }
        }
        ParticipantId::Room(id) => Person::Room(Room::Id(id.clone())),
    }
}

fn spelled(person: &Person, mentions: &mut Vec<InboundMention>) -> String {
    match person {
        Person::Sender => "me".to_owned(),
        Person::Mentioned { id, name, external } => {
            let key = format!("@_user_{}", mentions.len() + 1);
            mentions.push(InboundMention {
                key: key.clone(),
                id: Some(id.clone()),
                name: name.clone(),
                bot: false,
                external: *external,
            });
            key
        }
        Person::Named(name) => quoted(name),
        Person::Room(Room::Id(id)) => format!("room:{}", id.0),
        Person::Room(Room::Named(name)) => format!("room:{}", quoted(name)),
    }
}

/// A name holds no quotation marks then; names are compared without them.
fn quoted(name: &str) -> String {
    let bare: String = name.chars().filter(|c| !matches!(c, '"' | '“' | '”')).collect();
    format!("\"{bare}\"")
}

fn time(when: When) -> String {
    match when.time {
        Some(time) => format!("{} {}", when.date, time.strftime("%H:%M")),
        None => when.date.to_string(),
    }
}
