//! What Feishu lets a card be.
//!
//! Over any of these limits, or with a property that it does not know, the platform refuses the
//! whole card, and nobody sees anything: so a card is weighed before it is sent. Source: dossier
//! 8.1, 8.2, 8.4, 8.5.

mod compact;
mod known;
mod outline;
#[cfg(test)]
mod tests;

use std::fmt;

use self::outline::Outline;

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
    pub fn weigh(&self, card: &str) -> Result<String, CardRefused> {
        let outline =
            Outline::read(card).map_err(|error| CardRefused::NoJson(error.to_string()))?;
        known::check(&outline)?;
        let compact = compact::compact(card);
        let mut weight = Self { bytes: compact.len(), elements: 0, tables: 0, charts: 0 };
        weight.add(&outline);
        let fits = weight.bytes <= self.bytes
            && weight.elements <= self.elements
            && weight.tables <= self.tables
            && weight.charts <= self.charts;
        if fits { Ok(compact) } else { Err(CardRefused::TooHeavy(weight)) }
    }

    /// Feishu counts whatever has a tag: components, nested ones, and text objects. What is inside
    /// a chart's own specification, or what a button carries, is none of these.
    fn add(&mut self, outline: &Outline<'_>) {
        match outline {
            Outline::List(items) => items.iter().for_each(|item| self.add(item)),
            Outline::Object(object) => {
                if let Some(tag) = object.tag.as_deref() {
                    self.elements += 1;
                    self.tables += usize::from(tag == "table");
                    self.charts += usize::from(tag == "chart");
                }
                object.properties.iter().for_each(|(_, inside)| self.add(inside));
            }
            Outline::Text(_) | Outline::Other => {}
        }
    }
}

/// Why a card cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardRefused {
    /// It is no JSON.
    NoJson(String),
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
            Self::NoJson(why) => write!(f, "renders to no JSON: {why} of what it renders"),
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
