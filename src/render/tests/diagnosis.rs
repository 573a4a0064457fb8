//! Every id has its words in both languages, and evidence is said with its numbers.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::quality::metric::Metric;
use crate::quality::semantics::{DelayIs, LossIs, PositiveLevelIs, Semantics};
use crate::quality::verdict::{
    CauseId, Confidence, Evidence, ExcludedId, FactKind, Scope, ScopeVerdict, Side, Verdict,
};
use crate::render::evidence::{self, Quote};
use crate::render::sample::Samples;
use crate::render::text::{Text, Texts};
use crate::render::{catalogue, diagnosis};

fn texts() -> Texts {
    catalogue::load(&Sources::built_in()).unwrap()
}

/// Every variant of an enum, as its own deserialiser lists them.
fn all<T: DeserializeOwned>() -> Vec<T> {
    let Err(error) = serde_json::from_str::<T>("\"?\"") else { panic!("`?` is a variant") };
    let error = error.to_string();
    let names = error.split('`').skip(3).step_by(2);
    names.map(|name| serde_json::from_str(&format!("\"{name}\"")).unwrap()).collect()
}

fn id(value: &impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_cause_has_a_name_and_two_pieces_of_advice() {
    let texts = texts();
    let ids: BTreeSet<String> = all::<CauseId>().iter().map(id).collect();
    assert_eq!(ids.len(), 21);
    for group in ["cause", "advice", "advice_it"] {
        let prefix = format!("{group}.");
        let known = texts.keys().filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned));
        assert_eq!(known.collect::<BTreeSet<_>>(), ids, "{group}");
    }
    for cause in all::<CauseId>() {
        let name = diagnosis::cause_name(&texts, cause).unwrap();
        assert_eq!(Ok(name), texts.plain(&format!("cause.{}", id(&cause)), &[]));
    }
}

#[test]
fn every_other_id_has_its_words() {
    let texts = texts();
    let scope = |verdict| Scope { verdict, minutes: Vec::new(), people: 2, bad_people: 1 };
    let mut said: Vec<Text> = Vec::new();
    for side in all::<Side>() {
        said.push(diagnosis::side(&texts, side).unwrap());
    }
    for verdict in all::<ScopeVerdict>() {
        said.push(diagnosis::scope(&texts, &scope(verdict)).unwrap());
    }
    let few = Scope { bad_people: 2, ..scope(ScopeVerdict::Local) };
    said.push(diagnosis::scope(&texts, &few).unwrap());
    for excluded in all::<ExcludedId>() {
        let exclusion = crate::quality::verdict::Exclusion { id: excluded, evidence: Vec::new() };
        let text = diagnosis::exclusion(&texts, &exclusion, Quote::Cleaned).unwrap();
        assert_eq!(Ok(&text), texts.plain(&format!("finding.{}", id(&excluded)), &[]).as_ref());
        said.push(text);
    }
    let distinct: BTreeSet<&str> = said.iter().map(|text| text.en_us.as_str()).collect();
    assert_eq!((distinct.len(), said.len()), (21, 21));
}

#[test]
fn evidence_is_said_with_numbers_and_thresholds() {
    let loss = Metric::NetworkPacketLossAvgSent;
    let reading = |threshold| Evidence::Reading { metric: loss, worst: 8.0, threshold, minutes: 3 };
    let median = |otherwise| Evidence::Median { metric: loss, during: 6.5, otherwise };
    let away = |seconds| Evidence::Away { times: 2, total: Duration::from_secs(seconds) };
    let name = "李四\u{202e}\n".to_owned();
    for (evidence, expected) in [
        (reading(Some(5.0)), "packet loss sent 8% at worst (threshold 5%, over 3 min)"),
        (reading(None), "packet loss sent 8% at worst (over 3 min)"),
        (median(Some(0.2)), "median packet loss sent 6.5% then, 0.2% otherwise"),
        (median(None), "median packet loss sent 6.5%"),
        (away(95), "times away: 2, for 1 min 35 s in all"),
        (away(59), "times away: 2, for 59 s in all"),
        (
            Evidence::People { bad: 3, of: 5, sites: 2 },
            "3 of 5 people with data were bad at the same time; sites: 2",
        ),
        (Evidence::People { bad: 0, of: 5, sites: 0 }, "0 of 5 others with data were bad"),
        (
            Evidence::Speaker { name, metric: loss, worst: 12.0 },
            "packet loss sent of 李四 : 12% at worst",
        ),
    ] {
        let said = evidence::one(&texts(), &evidence, Quote::Cleaned).unwrap();
        assert_eq!(said.en_us.replace("李四:", "李四 :"), expected);
    }
}

#[test]
fn words_from_outside_are_quoted_only_where_they_may_be() {
    let fact = |what, text: &str| Evidence::Fact { what, text: text.to_owned() };
    let said = |evidence, quote| evidence::one(&texts(), &evidence, quote).unwrap().en_us;
    for (what, text, cleaned, never) in [
        (
            FactKind::NetworkType,
            "wi\u{200b}fi",
            "network type: wifi",
            "network type in the participant list",
        ),
        (
            FactKind::Microphone,
            "张三's headset",
            "microphone in the participant list",
            "microphone in the participant list",
        ),
        (
            FactKind::Protocol,
            " ",
            "transport protocol in the participant list",
            "transport protocol in the participant list",
        ),
    ] {
        assert_eq!(said(fact(what, text), Quote::Cleaned), cleaned);
        assert_eq!(said(fact(what, text), Quote::Never), never);
    }
    let speaker = |name: &str| Evidence::Speaker {
        name: name.to_owned(),
        metric: Metric::NetworkDelay,
        worst: 900.0,
    };
    let nobody = "network delay of another participant: 900 ms at worst";
    assert_eq!(said(speaker("李四"), Quote::Never), nobody);
    assert_eq!(said(speaker("\u{200b}"), Quote::Cleaned), nobody);
}

fn sample(name: &str) -> Verdict {
    let answers = Samples::new().answers;
    answers.into_iter().find(|(known, _)| *known == name).unwrap().1.verdict
}

#[test]
fn the_sentence_begins_with_a_cause_only_when_it_is_likely_and_explains_minutes() {
    let summary = |verdict: &Verdict| {
        diagnosis::summary(&texts(), verdict, Text::same("11:16")).unwrap().en_us
    };
    let sentence = "6 of 90 minutes were bad, up to 3 in a row, the worst at 11:16.";
    let mut verdict = sample("poor");
    assert_eq!(summary(&verdict), format!("Most likely packet loss on the way out: {sentence}"));
    verdict.causes[0].confidence = Confidence::Low;
    assert_eq!(summary(&verdict), sentence);
    verdict.causes[0].confidence = Confidence::High;
    verdict.causes[0].minutes.clear();
    assert_eq!(summary(&verdict), sentence);
    verdict.judgement.too_short = true;
    assert!(summary(&verdict).ends_with("too short for an overall grade."));
    let far = summary(&sample("far end"));
    assert_eq!(far, format!("The trouble was on the other side: {sentence}"));
}

#[test]
fn every_reading_of_the_undefined_is_named() {
    let other = Semantics {
        network_delay: DelayIs::OneWay,
        media_latency: DelayIs::RoundTrip,
        packet_loss: LossIs::AfterRepair,
        positive_level: PositiveLevelIs::Audible,
    };
    for (semantics, expected) in [
        (
            Semantics::default(),
            "network delay as a round trip, media latency as one way, packet loss as before \
             repair, positive levels not judged",
        ),
        (
            other,
            "network delay as one way, media latency as a round trip, packet loss as after \
             repair, positive levels as audible",
        ),
    ] {
        let said = diagnosis::semantics(&texts(), semantics).unwrap().en_us;
        assert_eq!(said, format!("How undocumented readings were read: {expected}."));
    }
}

#[test]
fn readers_see_of_others_and_of_devices_what_they_may() {
    let answers = Samples::new().answers;
    let (_, answer) = answers.into_iter().find(|(name, _)| *name == "poor").unwrap();
    for (privacy, somebody, network, headset) in [
        (Privacy::Own, true, true, true),
        (Privacy::Chat, true, true, false),
        (Privacy::Nothing, false, false, false),
    ] {
        let card = card(&renderer().answer(&answer, &Offer { privacy, ..offer() })).to_string();
        for (word, is_shown) in [
            ("李四", somebody),
            ("张三 的会议质量", somebody),
            ("周会", somebody),
            ("wifi", network),
            ("耳机", headset),
        ] {
            assert_eq!(card.contains(word), is_shown, "{word} for {privacy:?}");
        }
    }
}

/// What everybody is told, to be read through in one go.
#[test]
fn causes_and_advice() {
    let texts = texts();
    let mut said = String::new();
    for cause in all::<CauseId>() {
        writeln!(said, "== {}", id(&cause)).unwrap();
        for text in [diagnosis::cause_name, diagnosis::advice, diagnosis::advice_it] {
            let Text { zh_cn, en_us } = text(&texts, cause).unwrap();
            writeln!(said, "{zh_cn}\n{en_us}").unwrap();
        }
    }
    insta::assert_snapshot!("causes", said);
}
