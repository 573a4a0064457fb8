//! What is explained, found, asked for, and shown to one alone.

use super::*;
use crate::app::told::{ShareAsked, Whisper};
use crate::command::Topic;
use crate::quality::ids::OpenId;
use crate::quality::thresholds::Scale;

#[test]
fn a_bound_that_is_explained_is_the_one_that_is_configured() {
    let said = english(&told(&Told::Explained(Some(Topic::Delay))));
    assert!(said.contains("fair ≥ 200 ms · poor ≥ 400 ms · severe ≥ 800 ms"), "{said}");
    assert!(said.contains("SkyWay&#58; 400 and 800"), "{said}");

    let mut options = options();
    options.rules.thresholds.network_delay = Scale::low(150.0, 300.0, None);
    let own = Renderer::load(None, options).unwrap();
    let said = english(&card(&own.tell(&Told::Explained(Some(Topic::Delay)))));
    assert!(said.contains("fair ≥ 150 ms · poor ≥ 300 ms<br>"), "{said}");
    assert!(said.contains("Set by your organisation"), "{said}");
}

#[test]
fn what_an_operator_has_to_do_comes_first() {
    let said = english(&sample("doctor", "doctor"));
    let place = |text: &str| said.find(text).unwrap();
    assert!(said.contains("4 things need to be done."));
    assert!(place("Reading meeting data") < place("**Store**"));
    assert!(place("**Store**") < place("App credentials"));
    assert!(said.contains("QUALITY&#95;BOT&#95;PUBLIC&#95;URL"), "the setting's name is quoted");
}

#[test]
fn whoever_asks_is_mentioned_and_nothing_else_is() {
    let asked = |by: &str| {
        let meeting = Samples::new().answers[0].1.meeting.clone();
        let by = OpenId(by.to_owned());
        let asked = ShareAsked { asked: offer().asked, by, no: no(), meeting: Some(meeting) };
        english(&told(&Told::ShareAsked(&asked)))
    };
    assert!(asked("ou_7d8a_6E").contains("**<at id=ou_7d8a_6E></at>** would like"));
    for other in ["", "ou_", "all", "ou_1'", "ou_1></at><at id=all", "on_1", "ou_质"] {
        let said = asked(other);
        assert!(!said.contains("<at") && said.contains("**A colleague** would like"), "{said}");
    }
}

#[test]
fn only_the_private_card_shows_addresses_and_the_names_of_devices() {
    let said = english(&sample("private", "private"));
    for shown in ["203.0.113.7", "10.1.2.x", "张三的耳机", "上海 Shanghai", "wifi", "7.30.1"]
    {
        assert!(said.contains(shown), "{shown}: {said}");
    }
}

#[test]
fn stays_that_do_not_fit_are_counted() {
    let said = english(&sample("twelve stays", "private"));
    assert!(said.contains("Stays that are not listed: 1."), "{said}");
    let said = english(&sample("hostile stays", "private"));
    assert!(said.contains("Stays that are not listed: 34."), "{said}");
}

#[test]
fn a_note_in_the_chat_says_why_the_answer_is_not_there() {
    for (whisper, expected) in [
        (Whisper::ExternalGroup, "people of other organisations"),
        (Whisper::Form, "their recent meetings"),
    ] {
        assert!(english(&told(&Told::ToYouAlone(whisper))).contains(expected));
    }
}
