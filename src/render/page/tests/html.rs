//! Every page is well-formed, whole in itself, and inside its own policy.

#![expect(clippy::string_slice, reason = "a test that cannot go on says so")]

use std::collections::{BTreeMap, BTreeSet};

use super::full::full;
use super::*;

/// Elements that have no end, and those whose end may be left out.
const VOID: [&str; 4] = ["meta", "link", "br", "!doctype"];
const MAY_STAY_OPEN: [&str; 4] = ["th", "td", "tr", "li"];

/// A start tag, read.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
}

/// The start tags of a page, in their order; panics where something does not fit together.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>') || open.last().is_some_and(|tag| tag == "style"));
        let end = end_of_tag(&rest[at..]) + at;
        let inside = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            while open
                .last()
                .is_some_and(|last| last != name && MAY_STAY_OPEN.contains(&last.as_str()))
            {
                open.pop();
            }
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order");
            continue;
        }
        let is_closed = inside.ends_with('/');
        let tag = tag(inside.trim_end_matches('/'));
        if MAY_STAY_OPEN.contains(&tag.name.as_str()) {
            let outer: &[&str] = match tag.name.as_str() {
                "li" => &["li"],
                "tr" => &["th", "td", "tr"],
                _ => &["th", "td"],
            };
            while open.last().is_some_and(|last| outer.contains(&last.as_str())) {
                open.pop();
            }
        }
        if !is_closed && !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        found.push(tag);
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

/// A tag ends at the first `>` outside of quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    panic!("a tag without an end: {}", text.chars().take(80).collect::<String>());
}

fn tag(inside: &str) -> Tag {
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix("=\"") {
            let (text, behind) = after.split_once('"').unwrap();
            (value, rest) = (text.to_owned(), behind);
        } else if let Some(after) = rest.strip_prefix('=') {
            let (text, behind) = after.split_once(' ').unwrap_or((after, ""));
            (value, rest) = (text.to_owned(), behind);
        }
        assert!(attributes.insert(key.clone(), value).is_none(), "{key} twice in <{inside}>");
    }
    Tag { name: name.to_owned(), attributes }
}

/// What every page keeps to, whatever is in it.
pub(super) fn assert_sound(page: &Page) {
    let html = page.html.as_str();
    let tags = tags(html);
    let mut ids = BTreeSet::new();
    for Tag { name, attributes } in &tags {
        assert!(!["script", "iframe", "object", "form", "base", "img"].contains(&name.as_str()));
        for (key, value) in attributes {
            assert!(key != "style" && !key.starts_with("on"), "<{name} {key}>");
            let is_ours = ["?", "#", "data:image/svg+xml,", "sample-token/"];
            let link = key == "href" || key == "src";
            assert!(!link || is_ours.iter().any(|it| value.starts_with(it)), "{key}={value}");
            if key == "id" {
                assert!(ids.insert(value.clone()), "the id {value} twice");
            }
        }
    }
    let names = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    for (name, count) in [("h1", 1), ("main", 1), ("style", 1), ("header", 1), ("title", 1)] {
        assert_eq!(names(name), count, "<{name}>");
    }
    for tag in &tags {
        let labelled = tag.attributes.get("aria-labelledby");
        assert!(labelled.is_none_or(|id| ids.contains(id)), "{labelled:?} is no id");
    }
    assert_headings_descend(&tags);
    assert!(html.len() <= HEAVIEST, "{} bytes", html.len());
}

fn assert_headings_descend(tags: &[Tag]) {
    let mut before = 0;
    for tag in tags {
        let level = tag.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok());
        let Some(level) = level else { continue };
        assert!(level <= before + 1, "<h{level}> after <h{before}>");
        before = level;
    }
}

/// The hash of the style element as a browser takes it, and the policy with it.
fn policy_of(html: &str) -> String {
    let (_, after) = html.split_once("<style>").unwrap();
    let (style, _) = after.split_once("</style>").unwrap();
    policy(style)
}

#[test]
fn every_page_is_sound_in_both_languages() {
    for language in LANGUAGES {
        let nothing = renderer().nothing(language);
        assert_sound(&nothing);
        assert!(!nothing.found);
        assert_eq!(nothing.content_security_policy, policy_of(&nothing.html));
        for (name, answer) in answers().into_iter().chain([("full", full(240))]) {
            let page = report(&answer, Privacy::Own, language);
            assert_sound(&page);
            assert!(page.found && page.language == language, "{name}");
            assert_eq!(page.content_security_policy, policy_of(&page.html));
        }
    }
}

#[test]
fn the_policy_allows_the_one_stylesheet_and_nothing_else() {
    let policy = renderer().nothing(Language::ZhCn).content_security_policy;
    let (before, after) = policy.split_once("sha256-").unwrap();
    assert_eq!(before, "default-src 'none'; style-src '");
    let (hash, after) = after.split_once('\'').unwrap();
    assert_eq!(STANDARD.decode(hash).unwrap().len(), 32);
    assert_eq!(
        after,
        "; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    // The hash of nothing, as it is known everywhere.
    assert!(super::policy("").contains("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
}

#[test]
fn the_language_is_the_pages_and_so_are_its_links() {
    for (language, html_lang, name) in
        [(Language::ZhCn, "zh-CN", "zh_cn"), (Language::EnUs, "en", "en_us")]
    {
        let html = report(&sample("poor"), Privacy::Own, language).html;
        assert!(html.contains(&format!("<html lang=\"{html_lang}\">")));
        for file in ["minutes.csv", "report.xlsx"] {
            let link = format!("href=\"sample-token/{file}?lang={name}\"");
            assert!(html.contains(&link), "{link}");
        }
        assert!(html.contains("name=\"robots\" content=\"noindex\""));
    }
}
