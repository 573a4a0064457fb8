//! A page stays light, however long the meeting was.

use super::full::full;
use super::html::assert_sound;
use super::*;

#[test]
fn four_hours_of_everything_are_drawn_minute_by_minute() {
    for language in LANGUAGES {
        let page = report(&full(240), Privacy::Own, language);
        let rows = page.html.matches("<tr><th>").count();
        assert_eq!(rows, 240 * 5 + 5, "five tables of 240 minutes, and the heads");
        assert!(page.html.len() <= HEAVIEST, "{} bytes", page.html.len());
    }
}

#[test]
fn longer_meetings_and_worse_ones_stay_below_the_limit() {
    for minutes in [271, 600, 24 * 60] {
        let mut answer = full(minutes);
        let named = answer.verdict.judgement.bad[0].clone();
        answer.verdict.judgement.bad = answer
            .minutes
            .iter()
            .map(|minute| crate::quality::judgement::NamedMinute {
                minute: minute.at,
                ..named.clone()
            })
            .collect();
        for language in LANGUAGES {
            assert_sound(&report(&answer, Privacy::Own, language));
        }
    }
}
