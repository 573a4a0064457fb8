//! What templates/README.md says of a template's variables, and files of data.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Map;

use super::*;
use crate::render::sample::Samples;

fn preview() -> Preview {
    Preview::load(None, options()).unwrap()
}

/// Every variable by its path; a text, a row of a chart and what a button carries are one thing.
fn paths(path: &str, json: &Json, found: &mut BTreeSet<String>) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match json {
        Json::Array(items) => {
            items.iter().for_each(|item| paths(&format!("{path}[]"), item, found));
        }
        Json::Object(fields) if !is_one_thing(fields) => {
            fields.iter().for_each(|(name, value)| paths(&below(name), value, found));
        }
        _ => {
            found.insert(path.to_owned());
        }
    }
}

fn is_one_thing(fields: &Map<String, Json>) -> bool {
    ["zh_cn", "t", "op"].iter().any(|key| fields.contains_key(*key))
}

/// What is `none` in one sample and an object in another is known by its parts.
fn without_parents(all: &BTreeSet<String>) -> BTreeSet<String> {
    let is_parent = |path: &str| {
        let inside = |other: &String| {
            other.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '[']))
        };
        all.iter().any(inside)
    };
    all.iter().filter(|path| !is_parent(path)).cloned().collect()
}

/// The paths in the first column of the README's table of variables.
fn documented() -> BTreeSet<String> {
    let readme = include_str!("../../../templates/README.md");
    let (_, section) = readme.split_once("\n## Variables\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let columns = rows.filter_map(|row| row.split(" | ").next());
    let names = columns.flat_map(|column| column.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

#[test]
fn the_readme_lists_every_variable_and_no_other() {
    let edition = Edition::load(Sources::built_in(), options()).unwrap();
    let mut found = BTreeSet::new();
    for (_, subject) in Samples::new().subjects() {
        paths("", &edition.variables(&subject).unwrap(), &mut found);
    }
    let (found, documented) = (without_parents(&found), documented());
    let missing: Vec<_> = found.difference(&documented).collect();
    let stale: Vec<_> = documented.difference(&found).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing {missing:?}\nstale {stale:?}");
}

#[test]
fn printed_data_makes_the_same_again() {
    let preview = preview();
    for template in
        ["result", "help", "working", "wrong_command", "user_error", "fault", "report", "nothing"]
    {
        let data = preview.data(template).unwrap().to_string();
        let again = preview.of_data(template, Path::new("data.json"), &data).unwrap();
        assert_eq!(again, preview.of_sample(template).unwrap(), "{template}");
    }
}

#[test]
fn wrong_data_is_refused_by_name() {
    let preview = preview();
    let refusal = |template: &str, data: &str| {
        preview.of_data(template, Path::new("data.json"), data).unwrap_err().to_string()
    };
    for (template, data, expected) in [
        ("result", "{", "data.json:1: EOF while parsing an object"),
        ("result", "{\n 1}", "data.json:2: key must be a string"),
        ("result", "[]", "data.json:1: invalid type: sequence, expected a map"),
        ("result", "{}", "templates/cards/result.json.j2:"),
        ("result", "{}", "there is no variable \"answer"),
        ("report", "{}", "templates/pages/report.html.j2:"),
        ("report", r#"{"page": {}}"#, "there is no variable \"page.grade\""),
        ("user_error", r#"{"error": {}}"#, "there is no such variable as in \"words(error.what)\""),
        ("chart", "{}", "\"chart\" is no card and no page: it is one of working, help, fault"),
    ] {
        let said = refusal(template, data);
        assert!(said.contains(expected), "expected {expected}\n     got {said}");
    }
}

#[test]
fn a_page_takes_markup_from_a_file_only_where_it_is_marked() {
    let mut data = preview().data("pages/report.html.j2").unwrap();
    let hostile = "</p><b id=mine>\"";
    data["page"]["verdict"] = hostile.into();
    data["page"]["name"] = serde_json::json!({ "html": hostile });
    data["page"]["sections"][0]["charts"][0]["label"] = hostile.into();
    data["language"] = "fr".into();
    data["style"] = "p {}".into();
    let page = preview().of_data("report", Path::new("data.json"), &data.to_string()).unwrap();
    assert!(page.contains("<p class=\"verdict\">&lt;&#x2f;p&gt;&lt;b id=mine&gt;&quot;</p>"));
    assert!(page.contains("aria-label=\"&lt;&#x2f;p&gt;&lt;b id=mine&gt;&quot;\""));
    assert!(!page.contains(hostile), "a text that is filled in stays one");
    assert!(page.contains("<html lang=\"zh-CN\">") && !page.contains("<style>p {}</style>"));

    data["page"]["verdict"] = serde_json::json!({ "html": "as <b>marked</b>" });
    let page = preview().of_data("report", Path::new("data.json"), &data.to_string()).unwrap();
    assert!(page.contains("<p class=\"verdict\">as <b>marked</b></p>"));
}

#[test]
fn every_sample_has_a_file_of_its_own() {
    let names: Vec<String> =
        preview().samples().unwrap().into_iter().map(|(name, _)| name).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len());
    for name in [
        "working.json",
        "result-poor.json",
        "result-three-charts.json",
        "fault-log-id.json",
        "report-too-short.zh_cn.html",
        "report-poor.en_us.html",
        "nothing.en_us.html",
    ] {
        assert!(names.contains(&name.to_owned()), "{name} is not among {names:?}");
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    assert!(names.iter().all(|name| name.chars().all(plain)), "{names:?}");
}
