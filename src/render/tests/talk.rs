//! Forms, pickers, lists and notices: what stands in them, what their buttons carry, and that nobody
//! can put anything into them.

mod buttons;
mod choices;
mod harmless;
mod notices;

use std::path::Path;

use super::*;
use crate::quality::ids::MeetingNo;
use crate::render::sample::Samples;

fn no() -> MeetingNo {
    MeetingNo::parse("123456789").unwrap()
}

fn told(told: &Told<'_>) -> Json {
    card(&renderer().tell(told))
}

fn sample(name: &str, template: &str) -> Json {
    let samples = Samples::new();
    let subjects = samples.subjects();
    let mut subjects = subjects.iter();
    let (_, subject) = subjects
        .find(|(known, subject)| {
            known == name && subject.template() == format!("{template}.json.j2")
        })
        .unwrap();
    card(&renderer().say(subject))
}

fn of_tag<'a>(card: &'a Json, tag: &str) -> Vec<&'a Json> {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.retain(|object| object["tag"] == tag);
    found
}

fn english(card: &Json) -> String {
    let mut found = Vec::new();
    tagged(card, &mut found);
    found.into_iter().filter_map(|object| said_in(object, "en_us")).collect::<Vec<_>>().join("\n")
}

#[test]
fn printed_data_makes_the_same_card_again() {
    let preview = Preview::load(None, options()).unwrap();
    for template in [
        "form",
        "picker",
        "recent",
        "watching",
        "watches",
        "explained",
        "forgotten",
        "doctor",
        "refused",
        "share_asked",
        "private",
        "to_you_alone",
        "file_sent",
    ] {
        let data = preview.data(template).unwrap().to_string();
        let again = preview.of_data(template, Path::new("data.json"), &data).unwrap();
        assert_eq!(again, preview.of_sample(template).unwrap(), "{template}");
    }
}
