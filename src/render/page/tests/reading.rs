//! What a reader finds on a page: snapshots of its words, and who sees what.

use jiff::SignedDuration;

use super::full::full;
use super::*;
use crate::render::tests::options as card_options;

/// The words of a page, line by line, without its drawings and minutes.
pub(super) fn words(html: &str) -> String {
    let (_, body) = html.split_once("<body>").unwrap();
    let mut text = String::new();
    let mut rest = body;
    let mut is_drawing = 0_i32;
    while let Some((before, after)) = rest.split_once('<') {
        if is_drawing == 0 {
            text.push_str(before);
        }
        let (tag, behind) = after.split_once('>').unwrap();
        if tag.starts_with("svg") && !tag.ends_with('/') {
            is_drawing += 1;
        } else if tag == "/svg" {
            is_drawing -= 1;
        } else if tag.starts_with("li data-t") || tag.starts_with("li class=names") {
            text.push('\n');
            // What a minute says when it is pointed at stands in the tables too.
            let (_, next) = behind.split_once('<').unwrap();
            rest = behind.get(behind.len() - next.len() - 1..).unwrap();
            continue;
        } else if tag.starts_with("td") || tag.starts_with("th") || tag.starts_with("dd") {
            text.push_str(" | ");
        }
        rest = behind;
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut kept = lines.fold(String::new(), |kept, line| kept + line + "\n");
    for (entity, character) in [
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        kept = kept.replace(entity, character);
    }
    kept
}

/// Rows of minutes say no more than three of them.
fn shortened(words: &str) -> String {
    let mut kept = String::new();
    let mut rows = 0;
    for line in words.lines() {
        let is_minute = line.starts_with("| 1") && line.chars().nth(4) == Some(':');
        rows = if is_minute { rows + 1 } else { 0 };
        if rows <= 3 {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn what_every_sample_says() {
    for (name, answer) in answers() {
        for (language, short) in [(Language::ZhCn, "zh_cn"), (Language::EnUs, "en_us")] {
            let html = report(&answer, Privacy::Own, language).html;
            let name = format!("{}_{short}", name.replace(' ', "_"));
            insta::assert_snapshot!(name, shortened(&words(&html)));
        }
    }
}

#[test]
fn what_is_said_where_nothing_is() {
    let said = LANGUAGES.map(|language| words(&renderer().nothing(language).html));
    insta::assert_snapshot!("nothing", said.join("\n"));
}

#[test]
fn no_language_has_a_word_of_the_other() {
    let mut answer = full(30);
    answer.name = "Zhang".to_owned();
    answer.meeting.topic = "Weekly".to_owned();
    answer.attendance.clear();
    answer.verdict.causes.clear();
    let html = report(&answer, Privacy::Own, Language::EnUs).html;
    let chinese: String = html
        .replace("中文", "")
        .chars()
        .filter(|c| ('\u{3000}'..='\u{9fff}').contains(c) || ('\u{ff00}'..='\u{ffef}').contains(c))
        .collect();
    assert_eq!(chinese, "");
    let html = report(&answer, Privacy::Own, Language::ZhCn).html;
    for english in ["Received", "median", "Minute", "Poor", "Threshold", "Packet", "Bad "] {
        assert!(!words(&html).contains(english), "{english}");
    }
}

#[test]
fn devices_are_named_to_their_owner_alone() {
    let answer = sample("poor");
    let html = |privacy| report(&answer, privacy, Language::ZhCn).html;
    for device in ["MacBook Pro 麦克风", "AirPods", "FaceTime HD"] {
        assert!(html(Privacy::Own).contains(device));
        assert!(!html(Privacy::Chat).contains(device));
        assert!(!html(Privacy::Nothing).contains(device));
    }
    for told in ["Mac 14.2", "7.9.5", "网络断开", "张三", "李四", "周会"] {
        assert!(html(Privacy::Chat).contains(told), "{told}");
        assert!(!html(Privacy::Nothing).contains(told), "{told}");
    }
}

#[test]
fn a_meeting_across_midnight_has_dates() {
    let mut answer = full(60);
    let later = SignedDuration::from_mins(12 * 60);
    answer.meeting.start += later;
    answer.meeting.end += later;
    for minute in &mut answer.minutes {
        minute.at += later;
    }
    let html = report(&answer, Privacy::Own, Language::EnUs).html;
    assert!(html.contains("2022-12-23 23:16 – 2022-12-24 00:16"), "both dates");
    assert!(html.contains(">12-24 00:00</text>"), "a mark of the axis");
}

#[test]
fn a_long_meeting_is_thinned_and_says_so() {
    let html = report(&full(600), Privacy::Own, Language::EnUs).html;
    assert!(words(&html).contains("This meeting was long: each step of the charts and tables is"));
    let short = report(&full(240), Privacy::Own, Language::EnUs).html;
    assert!(!words(&short).contains("This meeting was long"));
}

#[test]
fn bounds_that_an_operator_set_are_called_so() {
    let mut options = card_options();
    options.rules.thresholds.network_delay.fair = 150.0;
    let renderer = Renderer::load(None, options).unwrap();
    let page = renderer.report(&sample("poor"), &facts(Privacy::Own), Language::EnUs);
    assert!(words(&page.html).contains("≥ 150 | ≥ 400 | ≥ 800 | Set by your organisation"));
}
