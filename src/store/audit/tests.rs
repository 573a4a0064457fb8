//! Reading the audit log.

use super::*;
use crate::app::audit::How;
use crate::app::told::WhyRefused;

fn look(at: &str, by: &str, about: Option<&str>, refused: bool) -> Look {
    Look {
        at: at.parse().unwrap(),
        tenant: "tenant".to_owned(),
        by: OpenId(by.to_owned()),
        about: about.map(|id| id.to_owned().into()),
        meeting: MeetingNo::parse(if by == "ou_b" { "987654321" } else { "123456789" }).ok(),
        instance: Some("7".to_owned()),
        chat: "oc_1".to_owned(),
        how: How::Card,
        refused: refused.then_some(WhyRefused::NotThere),
    }
}

fn looks() -> [Look; 4] {
    [
        look("2026-10-31T23:59:59Z", "ou_a", Some("ou_x"), false),
        look("2026-11-01T00:00:00Z", "ou_b", None, true),
        look("2026-11-02T08:00:00Z", "ou_a", Some("omm_1"), true),
        look("2026-11-02T08:00:01Z", "ou_c", Some("ou_x"), false),
    ]
}

fn line(look: &Look) -> String {
    serde_json::to_string(look).unwrap()
}

/// A store with these files in its log.
fn store(files: &[(&str, String)]) -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    fs::create_dir(store.path().join("audit")).unwrap();
    for (name, text) in files {
        fs::write(store.path().join("audit").join(name), text).unwrap();
    }
    store
}

fn shown(store: &Path, filter: &Filter) -> (Vec<String>, usize) {
    let mut output = Vec::new();
    let damaged = show(store, filter, &mut output).unwrap();
    (String::from_utf8(output).unwrap().lines().map(str::to_owned).collect(), damaged)
}

fn two_months() -> tempfile::TempDir {
    let [a, b, c, d] = looks().map(|look| line(&look));
    // Two who looked at nearly one moment were written the other way round.
    store(&[("2026-11.jsonl", format!("{b}\n{d}\n{c}\n")), ("2026-10.jsonl", format!("{a}\n"))])
}

#[test]
fn a_filter_takes_what_it_says_in_the_order_of_time() {
    let store = two_months();
    let id = |id: &str| OpenId(id.to_owned());
    let at = |text: &str| Some(text.parse().unwrap());
    let all = Filter::default();
    let table = [
        (all.clone(), vec![0, 1, 2, 3]),
        (Filter { since: at("2026-11-01T00:00:00Z"), ..all.clone() }, vec![1, 2, 3]),
        (Filter { until: at("2026-11-01T00:00:00Z"), ..all.clone() }, vec![0]),
        (Filter { until: at("2026-11-02T08:00:01Z"), ..all.clone() }, vec![0, 1, 2]),
        (Filter { by: Some(id("ou_a")), ..all.clone() }, vec![0, 2]),
        (Filter { about: Some(id("ou_x").into()), ..all.clone() }, vec![0, 3]),
        (Filter { about: Some("omm_1".to_owned().into()), ..all.clone() }, vec![2]),
        (Filter { meeting: MeetingNo::parse("987654321").ok(), ..all.clone() }, vec![1]),
        (Filter { refused: true, ..all.clone() }, vec![1, 2]),
        (Filter { refused: true, by: Some(id("ou_c")), ..all }, vec![]),
    ];
    for (filter, expected) in table {
        let expected: Vec<_> = expected.into_iter().map(|n: usize| line(&looks()[n])).collect();
        assert_eq!(shown(store.path(), &filter), (expected, 0), "{filter:?}");
    }
}

#[test]
fn what_is_damaged_is_counted_and_hides_nothing_else() {
    let [a, b, ..] = looks().map(|look| line(&look));
    let torn = a.get(..20).unwrap();
    let text = format!("{torn}\n\0\0\0{a}\n{a}\n\u{fffd}\n{b}\n{torn}");
    let store = store(&[("2026-11.jsonl", text), ("2026-11.jsonl.old", "x".to_owned())]);
    assert_eq!(shown(store.path(), &Filter::default()), (vec![a, b], 4));
}

#[test]
fn a_store_without_looks_shows_none_and_one_that_is_not_there_is_told() {
    let store = tempfile::tempdir().unwrap();
    assert_eq!(shown(store.path(), &Filter::default()), (vec![], 0));
    let missing = store.path().join("missing");
    let error = show(&missing, &Filter::default(), &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("missing"), "{error}");
}

#[test]
fn a_month_is_named_and_ends() {
    let month = Month::of("2026-12-31T23:59:59Z".parse().unwrap());
    assert_eq!(month.file_name(), "2026-12.jsonl");
    assert_eq!(Month::of_file(Path::new("audit/2026-12.jsonl")), Some(month));
    for other in ["2026-12", "2026-13.jsonl", "2026-1.jsonl", "20261.jsonl", ".jsonl", "a/b.jsonl"]
    {
        assert_eq!(Month::of_file(Path::new(other)), None, "{other}");
    }
    let day = Duration::from_secs(24 * 60 * 60);
    for (now, is_over) in [("2027-01-01T23:59:59Z", false), ("2027-01-02T00:00:00Z", true)] {
        assert_eq!(month.is_over(day, now.parse().unwrap()), is_over, "{now}");
    }
}
