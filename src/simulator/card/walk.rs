//! Goes through a 2.0 card with the component tables in hand.
//!
//! What needs the whole card is kept here: ids and names that must be unique, the sizes and colours
//! that `config.style` adds, and which component may stand in which (dossier 8.1).

use std::collections::HashSet;

use serde_json::Value;

use super::containers::CONTAINERS;
use super::content::CONTENT;
use super::frame::CARD;
use super::interactive::INTERACTIVE;
use super::leaf::{self, Styles};
use super::place::Place;
use super::refusal::{Refused, Verdict};
use super::schema::{Choices, Fields, Kind, Shape};
use super::words::LOCALES;

/// Containers in containers (dossier 8.1).
const MAX_DEPTH: usize = 5;

/// CardKit's sub-code for an `element_id` that stands twice (dossier 8.7).
const DUPLICATE_ID: i64 = 300_301;

/// Components of 1.0 that 2.0 has no more (dossier 8.1).
const TAGS_OF_V1: [&str; 2] = ["note", "action"];

/// Checks the whole card.
pub(super) fn card(card: &Value) -> Verdict {
    let mut walk =
        Walk { styles: Styles::of(card), element_ids: HashSet::new(), names: HashSet::new() };
    walk.object(&CARD, leaf::object(card, &Place::ROOT)?, None, &Place::ROOT)
}

struct Walk<'c> {
    styles: Styles<'c>,
    element_ids: HashSet<&'c str>,
    names: HashSet<&'c str>,
}

impl<'c> Walk<'c> {
    fn value(&mut self, kind: &'static Kind, value: &'c Value, at: &Place<'_>) -> Verdict {
        match kind {
            Kind::Object(shape) => self.object(shape, leaf::object(value, at)?, None, at),
            Kind::OneOf(by, choices) => self.one_of(by, choices, value, at),
            Kind::List(kind) => {
                each(leaf::list(value, at)?, at, |item, at| self.value(kind, item, at))
            }
            Kind::Elements => each(leaf::list(value, at)?, at, |item, at| self.component(item, at)),
            Kind::ByLocale(kind) => self.named(kind, value, |name| LOCALES.contains(&name), at),
            Kind::ByName(kind) => self.named(kind, value, |name| !name.is_empty(), at),
            Kind::ElementId => self.element_id(value, at),
            Kind::Name => self.name(value, at),
            Kind::Data => Ok(()),
            leaf => leaf::check(leaf, value, &self.styles, at),
        }
    }

    /// `by` is the property that chose the shape; it is known by that.
    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &'c Fields,
        by: Option<&str>,
        at: &Place<'_>,
    ) -> Verdict {
        for (name, value) in fields {
            match shape.properties().find(|property| property.name == name) {
                Some(property) => self.value(&property.kind, value, &at.key(name))?,
                None if by == Some(name.as_str()) => {}
                None => return Err(Refused::unknown_property(name, at)),
            }
        }
        match shape
            .properties()
            .find(|property| property.required && !fields.contains_key(property.name))
        {
            Some(property) => {
                Err(Refused::json(&format!("missing property: {}", property.name), at))
            }
            None => shape.rule.map_or(Ok(()), |rule| rule(fields, at)),
        }
    }

    fn one_of(
        &mut self,
        by: &'static str,
        choices: Choices,
        value: &'c Value,
        at: &Place<'_>,
    ) -> Verdict {
        let fields = leaf::object(value, at)?;
        let chosen = leaf::text(fields.get(by).unwrap_or(&Value::Null), &at.key(by))?;
        let here = if by == "tag" { at.tagged(chosen) } else { *at };
        match choices.iter().find(|(name, _)| *name == chosen) {
            Some((_, shape)) => self.object(shape, fields, Some(by), &here),
            None => Err(Refused::json(&format!("not support {by}: {chosen}"), &here)),
        }
    }

    fn component(&mut self, value: &'c Value, at: &Place<'_>) -> Verdict {
        let tag = value.get("tag").and_then(Value::as_str).unwrap_or_default();
        let here = at.tagged(tag);
        if TAGS_OF_V1.contains(&tag) {
            let message = "cards of schema V2 no longer support this capability";
            return Err(Refused::at(&here, 200_861, message, &format!("unsupported tag {tag}")));
        }
        let choices =
            [CONTENT, CONTAINERS, INTERACTIVE].into_iter().find(|choices| has(choices, tag));
        may_stand(tag, value, &here)?;
        self.one_of("tag", choices.unwrap_or_default(), value, at)
    }

    fn named(
        &mut self,
        kind: &'static Kind,
        value: &'c Value,
        known: fn(&str) -> bool,
        at: &Place<'_>,
    ) -> Verdict {
        for (name, value) in leaf::object(value, at)? {
            if !known(name) {
                return Err(Refused::unknown_property(name, at));
            }
            self.value(kind, value, &at.key(name))?;
        }
        Ok(())
    }

    fn element_id(&mut self, value: &'c Value, at: &Place<'_>) -> Verdict {
        leaf::check(&Kind::ElementId, value, &self.styles, at)?;
        let id = leaf::text(value, at)?;
        if self.element_ids.insert(id) {
            return Ok(());
        }
        Err(Refused::at(at, DUPLICATE_ID, "duplicate element_id", id))
    }

    fn name(&mut self, value: &'c Value, at: &Place<'_>) -> Verdict {
        let name = leaf::text(value, at)?;
        if !name.is_empty() && self.names.insert(name) {
            return Ok(());
        }
        Err(Refused::json(&format!("empty or duplicate name: {name}"), at))
    }
}

fn has(choices: &Choices, tag: &str) -> bool {
    choices.iter().any(|(name, _)| *name == tag)
}

fn each<'c>(
    items: &'c [Value],
    at: &Place<'_>,
    mut check: impl FnMut(&'c Value, &Place<'_>) -> Verdict,
) -> Verdict {
    items.iter().enumerate().try_for_each(|(index, item)| check(item, &at.index(index)))
}

/// Table and form stand on the root only; charts do not stand in forms; containers nest five deep;
/// in a form, whatever people act on needs a name, and only there buttons send it (dossier 8.1, 8.2, 8.5; official page "表单容器").
fn may_stand(tag: &str, component: &Value, at: &Place<'_>) -> Verdict {
    let complaint = if matches!(tag, "table" | "form") && at.containers() > 0 {
        "can only be placed under the root of the card"
    } else if tag == "chart" && at.in_form() {
        "cannot be placed in a form"
    } else if Place::is_container(tag) && at.containers() >= MAX_DEPTH {
        "containers nest more than five levels deep"
    } else if !at.in_form() && component.get("form_action_type").is_some() {
        "has a form_action_type, but stands in no form"
    } else if at.in_form() && has(&INTERACTIVE, tag) && component.get("name").is_none() {
        "needs a name, as it stands in a form"
    } else {
        return Ok(());
    };
    Err(Refused::json(&format!("{tag} {complaint}"), at))
}
