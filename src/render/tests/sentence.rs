//! Which sentence is said, and which minutes are named.

use super::*;
use crate::quality::judgement::{Judgement, State};
use crate::render::catalogue;
use crate::render::sample::Samples;
use crate::render::sentence::{Sentence, worst_first};
use crate::render::text::Text;

fn judgement(rated: u32, bad: u32, longest_run: u32) -> Judgement {
    let (_, answer) = Samples::new().answers.into_iter().find(|(name, _)| *name == "poor").unwrap();
    Judgement { rated_minutes: rated, bad_minutes: bad, longest_run, ..answer.verdict.judgement }
}

fn unnamed(judgement: Judgement) -> Judgement {
    Judgement { bad: Vec::new(), worst: None, ..judgement }
}

#[test]
fn the_sentence_follows_from_the_judgement() {
    let texts = catalogue::load(&Sources::built_in()).unwrap();
    for (judgement, expected) in [
        (unnamed(judgement(42, 0, 0)), "All of the 42 minutes that could be rated were fine."),
        (judgement(42, 0, 0), "None of 42 minutes was bad; the weakest was at 11:16."),
        (judgement(42, 1, 1), "1 of 42 minutes was bad, at 11:16."),
        (judgement(42, 3, 2), "3 of 42 minutes were bad, the worst at 11:16."),
        (judgement(42, 6, 3), "6 of 42 minutes were bad, up to 3 in a row, the worst at 11:16."),
        (unnamed(judgement(42, 6, 3)), "6 of 42 minutes were bad."),
        (
            Judgement { too_short: true, ..judgement(4, 1, 1) },
            "Minutes that could be rated: 4. That is too short for an overall grade.",
        ),
        (
            Judgement { too_short: true, ..judgement(0, 0, 0) },
            "Nothing was measured that could be rated, so this says neither good nor bad.",
        ),
    ] {
        let said = Sentence::of(&judgement).plain(&texts, Text::same("11:16")).unwrap();
        assert_eq!(said.en_us, expected);
    }
}

#[test]
fn the_worst_minute_comes_first_and_once() {
    let mut judgement = judgement(90, 6, 3);
    judgement.bad[4].state = State::Severe;
    judgement.worst = None;
    let order = |judgement: &Judgement| -> Vec<usize> {
        let place = |at| judgement.bad.iter().position(|minute| minute.minute == at).unwrap();
        worst_first(judgement).iter().map(|minute| place(minute.minute)).collect()
    };
    assert_eq!(order(&judgement), [4, 0, 1, 2, 3, 5]);
    judgement.worst = Some(judgement.bad[2].clone());
    assert_eq!(order(&judgement), [2, 4, 0, 1, 3, 5]);
}
