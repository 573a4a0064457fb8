//! Names and topics as attackers choose them, and judgements as nobody expects them.

use proptest::prelude::*;

use super::html::{assert_sound, tags};
use super::reading::words;
use super::*;

const HOSTILE: [&str; 7] = [
    "\"><script>alert(1)</script>",
    "' onmouseover='x' style='color:red",
    "</title></style><img src=x onerror=alert(1)>",
    "\u{202e}txt.exe\u{2066}",
    "{{ 7 * 7 }}{% raw %}{name}",
    "&lt;b&gt; &#60;i&#62; <!-- --> <![CDATA[",
    "&quot; onfocus=&quot;x",
];

fn hostile(text: &str) -> Answer {
    let mut answer = sample("poor");
    text.clone_into(&mut answer.name);
    text.clone_into(&mut answer.meeting.topic);
    for row in &mut answer.attendance {
        let known = Some(text.to_owned());
        row.device.clone_from(&known);
        row.microphone.clone_from(&known);
        row.leave_reason = known;
    }
    answer.verdict.judgement.unparsed = vec![crate::quality::minute::Unparsed {
        field: text.to_owned(),
        text: text.to_owned(),
        count: 1,
    }];
    answer
}

#[test]
fn words_from_outside_are_shown_and_never_interpreted() {
    let plain = report(&hostile("x"), Privacy::Own, Language::EnUs).html;
    let shape = |html: &str| tags(html).into_iter().map(|tag| tag.name).collect::<Vec<_>>();
    for text in HOSTILE {
        let page = report(&hostile(text), Privacy::Own, Language::EnUs);
        assert_sound(&page);
        assert_eq!(shape(&page.html), shape(&plain), "{text}");
        assert!(!page.html.contains(['\u{202e}', '\u{2066}']), "{text}");
    }
    let page = report(&hostile(HOSTILE[0]), Privacy::Own, Language::EnUs);
    assert!(words(&page.html).contains("Meeting quality for \"><script>alert(1)</script>"));
    let page = report(&hostile(HOSTILE[4]), Privacy::Own, Language::EnUs);
    assert!(words(&page.html).contains("Meeting quality for {{ 7 * 7 }}{% raw %}{name}"));
}

#[test]
fn what_is_too_long_is_cut() {
    let page = report(&hostile(&"名".repeat(200)), Privacy::Own, Language::EnUs);
    assert!(page.html.contains(&format!("{}…", "名".repeat(64))));
    assert!(!page.html.contains(&"名".repeat(65)));
}

#[test]
fn a_token_stays_one_step_of_a_path() {
    let mut facts = facts(Privacy::Chat);
    facts.token = "https://evil/\"?é".to_owned();
    let page = renderer().report(&sample("good"), &facts, Language::EnUs);
    assert!(
        page.html.contains("href=\"https%3A%2F%2Fevil%2F%22%3F%C3%A9/report.xlsx?lang=en_us\"")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_answer_is_a_sound_page(mut answer in crate::render::tests::injection::answer(), own: bool) {
        let hostile = hostile(HOSTILE[1]);
        answer.attendance = hostile.attendance;
        let privacy = if own { Privacy::Own } else { Privacy::Nothing };
        let page = report(&answer, privacy, Language::ZhCn);
        prop_assert!(page.found);
        assert_sound(&page);
    }
}
