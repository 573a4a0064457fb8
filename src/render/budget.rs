//! What Feishu lets a card weigh.
//!
//! Over any of these limits the platform refuses the whole card, and nobody sees anything, so a
//! card is weighed before it is sent. Source: dossier 8.1, 8.4, 8.5.

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

    /// The card as it is sent, when it is inside the budget.
    pub fn weigh(&self, card: &Json) -> Result<String, OverBudget> {
        let serialised = card.to_string();
        let weight = Self {
            bytes: serialised.len(),
            elements: count(card, &|_| true),
            tables: count(card, &|tag| tag == "table"),
            charts: count(card, &|tag| tag == "chart"),
        };
        let fits = weight.bytes <= self.bytes
            && weight.elements <= self.elements
            && weight.tables <= self.tables
            && weight.charts <= self.charts;
        if fits { Ok(serialised) } else { Err(OverBudget(weight)) }
    }
}

/// A card that weighs too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverBudget(pub CardBudget);

impl std::error::Error for OverBudget {}

impl fmt::Display for OverBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CardBudget { bytes, elements, tables, charts } = self.0;
        write!(
            f,
            "the card is over its budget: {bytes} bytes, {elements} elements, {tables} tables, {charts} charts"
        )
    }
}

/// Feishu counts whatever has a tag: components, nested ones, and text objects. What is inside a
/// chart's own specification is none of these.
fn count(json: &Json, counts: &dyn Fn(&str) -> bool) -> usize {
    match json {
        Json::Array(items) => items.iter().map(|item| count(item, counts)).sum(),
        Json::Object(fields) => {
            let own = fields.get("tag").and_then(Json::as_str).is_some_and(counts);
            let inside = fields.iter().filter(|(key, _)| *key != "chart_spec");
            usize::from(own) + inside.map(|(_, value)| count(value, counts)).sum::<usize>()
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn card(elements: &[Json]) -> Json {
        json!({ "schema": "2.0", "body": { "elements": elements } })
    }

    fn weight(card: &Json) -> CardBudget {
        let nothing = CardBudget { bytes: 0, elements: 0, tables: 0, charts: 0 };
        nothing.weigh(card).unwrap_err().0
    }

    #[test]
    fn nested_components_and_text_objects_are_counted() {
        let div = json!({ "tag": "div", "text": { "tag": "plain_text", "content": "tag" } });
        let column = json!({ "tag": "column", "elements": [div] });
        let set = json!({ "tag": "column_set", "columns": [column, column] });
        assert_eq!(weight(&card(&[set])).elements, 7);
    }

    #[test]
    fn what_is_inside_a_chart_is_its_own_affair() {
        let chart = json!({ "tag": "chart", "chart_spec": { "data": [{ "tag": "table" }] } });
        let CardBudget { elements, tables, charts, .. } = weight(&card(&[chart]));
        assert_eq!((elements, tables, charts), (1, 0, 1));
    }

    #[test]
    fn each_limit_is_kept_to_the_last_one() {
        let many = |tag: &str, count| card(&vec![json!({ "tag": tag }); count]);
        for (tag, most) in [("hr", 200), ("table", 3), ("chart", 5)] {
            assert!(CardBudget::FEISHU.weigh(&many(tag, most)).is_ok(), "{most} × {tag}");
            assert!(CardBudget::FEISHU.weigh(&many(tag, most + 1)).is_err(), "{most} + 1 × {tag}");
        }
        let bytes = |count: usize| json!("x".repeat(count - 2));
        assert!(CardBudget::FEISHU.weigh(&bytes(29_000)).is_ok());
        assert!(CardBudget::FEISHU.weigh(&bytes(29_001)).is_err());
    }
}
