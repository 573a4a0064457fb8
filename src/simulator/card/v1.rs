//! Card JSON 1.0, in outline: the official SDK clients still send it.
//!
//! 1.0 ignores what it does not know (official 2.0 release notes), so only its frame is checked.

use serde_json::Value;

use super::leaf;
use super::place::Place;
use super::refusal::{Refused, Verdict};

/// Checks config, header and elements.
pub(super) fn check(card: &Value) -> Verdict {
    let root = Place::ROOT;
    let fields = leaf::object(card, &root)?;
    if fields.contains_key("body") {
        // 1.0 would ignore it and show an empty card: `schema` was forgotten.
        return Err(Refused::unknown_property("body", &root));
    }
    if let Some(header) = fields.get("header") {
        leaf::object(header, &root.key("header"))?;
    }
    if let Some(config) = fields.get("config") {
        let here = root.key("config");
        if leaf::object(config, &here)?
            .get("update_multi")
            .is_some_and(|shared| !shared.is_boolean())
        {
            return Err(Refused::json("update_multi must be a boolean", &here));
        }
    }
    match (fields.get("elements"), fields.get("i18n_elements")) {
        (Some(elements), _) => check_elements(elements, &root.key("elements")),
        (None, Some(translated)) => {
            let here = root.key("i18n_elements");
            let by_locale = leaf::object(translated, &here)?;
            by_locale
                .iter()
                .try_for_each(|(locale, elements)| check_elements(elements, &here.key(locale)))
        }
        (None, None) => Err(Refused::json("missing property: elements", &root)),
    }
}

fn check_elements(elements: &Value, at: &Place<'_>) -> Verdict {
    for (index, element) in leaf::list(elements, at)?.iter().enumerate() {
        let here = at.index(index);
        leaf::text(element.get("tag").unwrap_or(&Value::Null), &here.key("tag"))?;
    }
    Ok(())
}
