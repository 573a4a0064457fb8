//! Reads the texts of both languages and refuses what would be missing later.
//!
//! A file of texts is TOML of two levels, `[group]` and `key = "phrase"`; the text is known as
//! `group.key`. An overriding file may hold only the texts it changes.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::phrase::Phrase;
use super::source::{Sources, TemplateError};
use super::text::Texts;

const ZH_CN: &str = "text/zh_cn.toml";
const EN_US: &str = "text/en_us.toml";

type Groups = BTreeMap<String, BTreeMap<String, Spanned<String>>>;
type Phrases = BTreeMap<String, (Phrase, usize)>;

/// The texts of both languages.
pub(super) fn load(sources: &Sources) -> Result<Texts, TemplateError> {
    let zh_cn = language(sources, ZH_CN)?;
    let mut en_us = language(sources, EN_US)?;
    let mut both = BTreeMap::new();
    for (key, (phrase, line)) in zh_cn {
        let Some((other, _)) = en_us.remove(&key) else {
            return Err(sources.error(ZH_CN, Some(line), format!("{key} is not in {EN_US}")));
        };
        both.insert(key, [phrase, other]);
    }
    match en_us.into_iter().next() {
        Some((key, (_, line))) => {
            Err(sources.error(EN_US, Some(line), format!("{key} is not in {ZH_CN}")))
        }
        None => Ok(Texts::new(both)),
    }
}

fn language(sources: &Sources, name: &str) -> Result<Phrases, TemplateError> {
    let original = read(Sources::original(name))
        .map_err(|(line, why)| Sources::built_in().error(name, line, why))?;
    match sources.replacement(name) {
        None => Ok(original),
        Some(content) => read(content)
            .and_then(|replacement| replace(original, replacement))
            .map_err(|(line, why)| sources.error(name, line, why)),
    }
}

type Located = (Option<usize>, String);

fn read(content: &str) -> Result<Phrases, Located> {
    // Found once: every text has a line, and every start reads them all.
    let ends: Vec<usize> = content.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |offset: usize| ends.partition_point(|end| *end < offset) + 1;
    let groups: Groups = toml::from_str(content).map_err(|error| {
        (error.span().map(|span| line_of(span.start)), error.message().to_owned())
    })?;
    let mut phrases = BTreeMap::new();
    for (group, texts) in groups {
        for (key, text) in texts {
            let line = line_of(text.span().start);
            let phrase = Phrase::parse(text.get_ref())
                .map_err(|error| (Some(line), format!("{group}.{key}: {error}")))?;
            phrases.insert(format!("{group}.{key}"), (phrase, line));
        }
    }
    Ok(phrases)
}

/// The code gives a text the values that the built-in phrase names: no other can be filled.
fn replace(mut original: Phrases, replacement: Phrases) -> Result<Phrases, Located> {
    for (key, (phrase, line)) in replacement {
        let Some((before, _)) = original.get(&key) else {
            return Err((Some(line), format!("there is no text {key} to override")));
        };
        let given: BTreeSet<&str> = before.values().collect();
        if let Some(value) = phrase.values().find(|value| !given.contains(value)) {
            return Err((Some(line), format!("{key} has no value {{{value}}}")));
        }
        original.insert(key, (phrase, line));
    }
    Ok(original)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality::judgement::State;
    use crate::quality::metric::{Metric, Section};
    use crate::quality::rules::Rules;

    #[test]
    fn both_languages_fill_in_the_same_values() {
        let sources = Sources::built_in();
        let (zh_cn, en_us) =
            (language(&sources, ZH_CN).unwrap(), language(&sources, EN_US).unwrap());
        assert!(!zh_cn.is_empty());
        for (key, (phrase, _)) in &zh_cn {
            let values = |phrase: &Phrase| -> BTreeSet<String> {
                phrase.values().map(str::to_owned).collect()
            };
            assert_eq!(values(phrase), values(&en_us[key].0), "{key}");
        }
    }

    #[test]
    fn everything_that_can_be_measured_has_a_name() {
        let texts = load(&Sources::built_in()).unwrap();
        let known: BTreeSet<&str> = texts.keys().collect();
        for metric in Metric::all().chain(Metric::DERIVED) {
            assert!(
                known.contains(format!("metric.{}", metric.path()).as_str()),
                "{}",
                metric.path()
            );
        }
        for section in Section::ALL {
            assert!(
                known.contains(format!("section.{}", section.key()).as_str()),
                "{}",
                section.key()
            );
        }
        for metric in Metric::all().filter(|metric| Rules::default().scale(*metric).is_some()) {
            let short = format!("short.{}", metric.path());
            assert!(known.contains(short.as_str()), "{short}");
        }
        for state in [State::Fair, State::Poor, State::Severe] {
            let name = serde_json::to_value(state).unwrap();
            assert!(
                known.contains(format!("state.{}", name.as_str().unwrap()).as_str()),
                "{state:?}"
            );
        }
    }

    #[test]
    fn every_text_is_said_somewhere() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut said = String::new();
        let folders = [
            "src/render",
            "src/render/export",
            "src/render/page",
            "src/render/told",
            "src/render/told/whole",
            "src/analyze",
            "templates/cards",
            "templates/pages",
        ];
        for folder in folders {
            for file in root.join(folder).read_dir().unwrap() {
                let path = file.unwrap().path();
                if path.is_file() {
                    said += &std::fs::read_to_string(path).unwrap();
                }
            }
        }
        // The help comes from the command table, the others are put together from a name.
        let composed = [
            "metric.",
            "section.",
            "grade.",
            "state.",
            "chart.",
            "chart_title.",
            "short.",
            "help.",
            "word.",
            "cause.",
            "cause_short.",
            "advice.",
            "advice_it.",
            "finding.",
        ];
        for key in load(&Sources::built_in()).unwrap().keys() {
            let is_composed = composed.iter().any(|group| key.starts_with(group));
            // The page's own words say `page` for them, and `bound` and `source` for a bound.
            let short = key.strip_prefix("page.").map(|short| {
                let bound = short.strip_prefix("bound_").or_else(|| short.strip_prefix("source_"));
                format!("\"{}\"", bound.unwrap_or(short))
            });
            let is_said = said.contains(key) || short.is_some_and(|short| said.contains(&short));
            assert!(is_composed || is_said, "{key} is said nowhere");
        }
    }

    #[test]
    fn a_bad_file_of_texts_is_named_with_its_line() {
        for (content, expected) in [
            ("[a]\nb = 1\n", (Some(2), "invalid type: integer `1`, expected a string")),
            (
                "[a]\n\nb = \"{\"\n",
                (Some(3), "a.b: braces must enclose the name of a value, as in {name}"),
            ),
        ] {
            let (line, why) = read(content).unwrap_err();
            assert_eq!((line, why.as_str()), expected, "{content}");
        }
    }

    #[test]
    fn an_override_replaces_only_what_it_names() {
        let original = || read("[a]\nb = \"old {x}\"\nc = \"kept\"\n").unwrap();
        let replaced = replace(original(), read("[a]\nb = \"new\"\n").unwrap()).unwrap();
        assert_eq!(replaced["a.b"].0, Phrase::parse("new").unwrap());
        assert_eq!(replaced["a.c"].0, Phrase::parse("kept").unwrap());
        for (content, why) in [
            ("[a]\nd = \"\"\n", "there is no text a.d to override"),
            ("[a]\nb = \"{y}\"\n", "a.b has no value {y}"),
        ] {
            let refused = replace(original(), read(content).unwrap()).unwrap_err();
            assert_eq!(refused, (Some(2), why.to_owned()));
        }
    }
}
