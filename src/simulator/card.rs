//! Refuses the cards that Feishu refuses: card JSON 2.0 strictly, card JSON 1.0 in outline.
//!
//! Feishu answers a bad card with code 230099 and hides the reason in the message (dossier 7.6), so
//! each rule here carries its sub-code. Where no page names the sub-code, 200621 ("parse card json
//! err") stands. Two kinds of card are refused although Feishu takes them, because the bot never
//! means to send them: those where pages or reports disagree (dossier 14, row 17), and those whose
//! contents Feishu would silently not show (an unknown text size, a fourth header tag, the 51st column
//! of a table, a chart field that no datum has).
//!
//! The properties of every component stand in `frame`, `content`, `containers` and `interactive`;
//! what one object alone cannot tell stands in `walk`.
//!
//! Source: dossier 7.6 and 8.1 to 8.6, and the official pages "卡片 JSON 2.0 结构" and
//! "卡片 JSON 2.0 版本组件" that it names.

mod chart;
mod chart_data;
mod choice;
mod containers;
mod content;
mod frame;
mod interactive;
mod leaf;
mod markdown;
mod markup;
mod place;
mod refusal;
mod schema;
mod table;
mod v1;
mod walk;
mod words;

use serde_json::Value;

use place::Place;
pub use refusal::Refused;
pub(super) use words::LOCALES;

/// "Post and card 30 KB" (dossier 7.1).
const MAX_BYTES: usize = 30 * 1024;

/// Components and text objects of one card (dossier 8.1).
const MAX_ELEMENTS: usize = 200;

/// Official pages say five; the official bot channel measured that the fourth fails (dossier 8.4).
const MAX_TABLES: usize = 3;

/// Properties that hold data of the sender's own: an object with a `tag` in there is no element.
const DATA_PROPERTIES: [&str; 3] = ["chart_spec", "rows", "value"];

/// The two structures of a card; `schema` tells them apart (dossier 8.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Structure {
    V1,
    V2,
}

/// Would Feishu build this card? `card_json` is the text that a message's `content` holds.
///
/// # Errors
/// 230025 for more than 30 KB, 230099 with the sub-code in its message for everything else.
pub fn check(card_json: &str) -> Result<(), Refused> {
    if card_json.len() > MAX_BYTES {
        return Err(Refused::too_long());
    }
    let card = parse(card_json)?;
    match structure(&card)? {
        Structure::V1 => v1::check(&card),
        Structure::V2 => check_v2(&card),
    }
}

/// Would Feishu put the card `new_json` in the place of `old_json` (`PATCH …/messages/:message_id`)?
///
/// # Errors
/// As [`check`] for the new card; 230099 with 200830 for a 2.0 card that would become a 1.0 card;
/// 230001 when one of the two is not shared, as `update_multi` must be true before and after
/// (dossier 7.2; no page names the code).
pub fn check_update(old_json: &str, new_json: &str) -> Result<(), Refused> {
    check(new_json)?;
    let (old, new) = (parse(old_json)?, parse(new_json)?);
    if (structure(&old)?, structure(&new)?) == (Structure::V2, Structure::V1) {
        return Err(Refused::downgrade());
    }
    if !shared(&old)? || !shared(&new)? {
        return Err(Refused::not_shared());
    }
    Ok(())
}

/// Would Feishu show the card to one person (`POST ephemeral/v1/send`)? It must speak one language:
/// translations next to a text are not supported there (dossier 7.5, 8.6).
///
/// # Errors
/// As [`check`]; 230099 with 200621 for a translation.
pub fn check_for_one(card_json: &str) -> Result<(), Refused> {
    check(card_json)?;
    match translation(&parse(card_json)?) {
        Some(name) => Err(Refused::unknown_property(&name, &Place::ROOT)),
        None => Ok(()),
    }
}

/// The first property that holds translations.
fn translation(card: &Value) -> Option<String> {
    match card {
        Value::Object(fields) => {
            let mut own =
                fields.iter().filter(|(name, _)| !DATA_PROPERTIES.contains(&name.as_str()));
            own.find_map(|(name, value)| match name.starts_with("i18n_") {
                true => Some(name.clone()),
                false => translation(value),
            })
        }
        Value::Array(items) => items.iter().find_map(translation),
        _ => None,
    }
}

/// How many elements Feishu counts: components at every depth and text objects, all that carry a
/// `tag` (dossier 8.1).
pub fn elements(card: &Value) -> usize {
    match card {
        Value::Object(fields) => {
            let own = usize::from(fields.get("tag").is_some_and(Value::is_string));
            let nested =
                fields.iter().filter(|(name, _)| !DATA_PROPERTIES.contains(&name.as_str()));
            own + nested.map(|(_, value)| elements(value)).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(elements).sum(),
        _ => 0,
    }
}

/// Whether this is, or means to be, a 2.0 card.
pub(super) fn is_v2(card_json: &str) -> bool {
    let card: Value = serde_json::from_str(card_json).unwrap_or_default();
    structure(&card) == Ok(Structure::V2)
}

fn check_v2(card: &Value) -> Result<(), Refused> {
    walk::card(card)?;
    if elements(card) > MAX_ELEMENTS {
        return Err(Refused::limit("element exceeds the limit", None));
    }
    if table::count(card) > MAX_TABLES {
        return Err(Refused::limit("card table number over limit", Some("table")));
    }
    Ok(())
}

fn parse(card_json: &str) -> Result<Value, Refused> {
    serde_json::from_str(card_json).map_err(|error| Refused::json(&error.to_string(), &Place::ROOT))
}

/// `schema` is "1.0" unless said otherwise (official page "卡片 JSON 2.0 结构").
fn structure(card: &Value) -> Result<Structure, Refused> {
    match card.get("schema").map(Value::as_str) {
        None | Some(Some("1.0")) => Ok(Structure::V1),
        Some(Some("2.0")) => Ok(Structure::V2),
        Some(_) => Err(Refused::json("invalid schema", &Place::ROOT)),
    }
}

/// `update_multi` defaults to true in 2.0 and to false in 1.0 (official 2.0 release notes).
fn shared(card: &Value) -> Result<bool, Refused> {
    let by_default = structure(card)? == Structure::V2;
    let said = card.get("config").and_then(|config| config.get("update_multi"));
    Ok(said.and_then(Value::as_bool).unwrap_or(by_default))
}

#[cfg(test)]
mod tests;
