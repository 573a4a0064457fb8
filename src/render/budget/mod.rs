//! What Feishu lets a card be.
//!
//! Over any of these limits, or with a property that it does not know, the platform refuses the
//! whole card, and nobody sees anything: so a card is weighed before it is sent. Source: dossier
//! 8.1, 8.2, 8.4, 8.5.

mod known;
#[cfg(test)]
mod tests;

use std::fmt;

use serde_json::Value as Json;

/// The limits, a little below the platform's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardBudget {
    pub bytes: usize,
    pub elements: usize,
    pub tables: usize,
    pub charts: usize,
}

impl CardBudget {
    /// 30 KB, of which it is not said whether a K is 1,000 or 1,024, less a margin; 200 elements;
    /// five tables by the book, of which the fourth was seen to fail; five charts.
    pub const FEISHU: Self = Self { bytes: 29_000, elements: 200, tables: 3, charts: 5 };

    /// The card as it is sent, when it is inside the budget and holds nothing but what is known.
    pub fn weigh(&self, card: &Json) -> Result<String, CardRefused> {
        known::check(card)?;
        let serialised = card.to_string();
        let mut weight = Self { bytes: serialised.len(), elements: 0, tables: 0, charts: 0 };
        weight.add(card);
        let fits = weight.bytes <= self.bytes
            && weight.elements <= self.elements
            && weight.tables <= self.tables
            && weight.charts <= self.charts;
        if fits { Ok(serialised) } else { Err(CardRefused::TooHeavy(weight)) }
    }

    /// Feishu counts whatever has a tag: components, nested ones, and text objects. What is inside
    /// a chart's own specification, or what a button carries, is none of these.
    fn add(&mut self, json: &Json) {
        match json {
            Json::Array(items) => items.iter().for_each(|item| self.add(item)),
            Json::Object(fields) => {
                if let Some(tag) = fields.get("tag").and_then(Json::as_str) {
                    self.elements += 1;
                    self.tables += usize::from(tag == "table");
                    self.charts += usize::from(tag == "chart");
                }
                let inside =
                    fields.iter().filter(|(key, _)| !known::OWN_DATA.contains(&key.as_str()));
                inside.for_each(|(_, value)| self.add(value));
            }
            _ => {}
        }
    }
}

/// Why a card cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardRefused {
    /// It weighs so much.
    TooHeavy(CardBudget),
    /// It holds what Feishu, as far as this program knows it, would not take.
    Unknown {
        /// A property or a component.
        what: &'static str,
        name: String,
        /// The component it is in.
        inside: String,
    },
    /// An `element_id` that stands twice, or is none.
    ElementId(String),
}

impl std::error::Error for CardRefused {}

impl fmt::Display for CardRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooHeavy(CardBudget { bytes, elements, tables, charts }) => write!(
                f,
                "the card is over its budget: {bytes} bytes, {elements} elements, {tables} tables, {charts} charts"
            ),
            Self::Unknown { what, name, inside } => {
                write!(f, "the card holds the unknown {what} {name:?} in {inside:?}")
            }
            Self::ElementId(id) => write!(
                f,
                "the element_id {id:?} stands twice, or is none: a letter, then letters, digits and _, at most 20"
            ),
        }
    }
}
