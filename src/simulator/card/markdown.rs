//! What Markdown texts may say: whom they mention, which time they show, where they lead.
//!
//! Unknown and unbalanced tags pass, as they do on the platform.
//! Source: dossier 8.3 and the official page "富文本".

use super::markup::{self, Link};
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::words::{self, TAG_COLORS};

/// The forms of `format_type` (dossier 8.3).
const FORMAT_TYPES: [&str; 8] =
    ["date_num", "date_short", "date", "week", "week_short", "time", "time_sec", "timezone"];

/// Links in text work with these only (official page "富文本"; `tel` on telephones).
const LINK_SCHEMES: [&str; 3] = ["http://", "https://", "tel://"];

/// What an attribute's value must be.
type Fits = fn(&str) -> bool;

/// Tags whose attributes are checked, and all the attributes that they have.
const TAGS: [(&str, &[(&str, Fits)]); 4] = [
    (
        "local_datetime",
        &[
            ("millisecond", is_millisecond),
            ("format_type", is_format_type),
            ("link", words::is_url),
        ],
    ),
    ("text_tag", &[("color", is_tag_color)]),
    ("a", &[("href", is_link)]),
    (
        "link",
        &[
            ("icon", |_| true),
            ("url", is_link),
            ("pc_url", words::is_url),
            ("ios_url", words::is_url),
            ("android_url", words::is_url),
        ],
    ),
];

/// Checks the tags, links and images of one text.
pub(super) fn check(text: &str, at: &Place<'_>) -> Verdict {
    let prose = markup::without_code(text);
    for (tag, attributes) in markup::tags(&prose) {
        match tag {
            "at" => mentions(&attributes, at)?,
            tag => known_attributes(tag, &attributes, at)?,
        }
    }
    markup::links(&prose).try_for_each(|link| leads_somewhere(&link, at))
}

/// How many tables the text holds: they count towards the card's limit (dossier 8.4, observed).
pub(super) fn tables(text: &str) -> usize {
    let prose = markup::without_code(text);
    let lines: Vec<&str> = prose.lines().map(str::trim).collect();
    lines
        .windows(2)
        .filter(|pair| matches!(pair, [head, rule] if head.contains('|') && is_table_rule(rule)))
        .count()
}

/// `|---|:--:|`, the line between the head and the body of a table.
fn is_table_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Mentions must mean somebody. `all` needs a permission of the group, which no simulated group gives.
fn mentions(attributes: &[(&str, &str)], at: &Place<'_>) -> Verdict {
    let [(name, value)] = attributes else {
        return Err(Refused::person("", at));
    };
    let known = match *name {
        "id" => *value != "all" && words::is_person(value),
        "ids" => value.split(',').all(|id| id != "all" && words::is_person(id)),
        "email" => {
            value.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        }
        _ => false,
    };
    if known { Ok(()) } else { Err(Refused::person(value, at)) }
}

fn known_attributes(tag: &str, attributes: &[(&str, &str)], at: &Place<'_>) -> Verdict {
    let Some((_, known)) = TAGS.iter().find(|(name, _)| *name == tag) else {
        return Ok(());
    };
    let wrong = attributes.iter().find(|(name, value)| {
        let attribute = known.iter().find(|(known_name, _)| known_name == name);
        !attribute.is_some_and(|(_, fits)| fits(value))
    });
    if let Some((name, value)) = wrong {
        return Err(Refused::json(&format!("invalid attribute of {tag}: {name}={value}"), at));
    }
    if tag == "local_datetime" && !attributes.iter().any(|(name, _)| *name == "millisecond") {
        // Without it clients show the time of sending, which is never what was meant.
        return Err(Refused::json("local_datetime without millisecond", at));
    }
    Ok(())
}

/// `[text]($urlVal)` is 1.0 only (official 2.0 release notes), other addresses lead nowhere.
fn leads_somewhere(link: &Link<'_>, at: &Place<'_>) -> Verdict {
    match link {
        Link::Image(key) if !words::is_image_key(key) => Err(Refused::image(key)),
        Link::Text(address) if !is_link(address) => {
            Err(Refused::json(&format!("invalid link: {address}"), at))
        }
        _ => Ok(()),
    }
}

/// Milliseconds have twelve digits or more since 1973: fewer are seconds by mistake.
fn is_millisecond(text: &str) -> bool {
    (12..=14).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

fn is_format_type(text: &str) -> bool {
    FORMAT_TYPES.contains(&text)
}

fn is_tag_color(text: &str) -> bool {
    TAG_COLORS.contains(&text)
}

fn is_link(text: &str) -> bool {
    LINK_SCHEMES.iter().any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()))
}
