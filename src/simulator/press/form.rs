//! Sending a form: one button of it, and what every named component of it holds (dossier 3.1, 8.2).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::component::{Fields, all, flag, is_meant, tag, text, values};
use super::value::{PICKERS, fits, untouched};

/// What a form asks for. Buttons have names too, but hold nothing.
const ASKS: [&str; 9] = [
    "input",
    "select_static",
    "multi_select_static",
    "select_person",
    "multi_select_person",
    "date_picker",
    "picker_time",
    "picker_datetime",
    "checker",
];

/// The client that sends it.
pub(super) struct Client<'a> {
    pub(super) zone: &'a str,
    /// Of the zone, such as `+0800`.
    pub(super) offset: &'a str,
    /// Who is in the chat.
    pub(super) members: &'a [String],
}

/// `event.action` of sending a form with its button of this name.
///
/// # Errors
/// There is no such button, a name is not the form's, a component cannot hold what is filled in, or
/// something required is empty.
pub(super) fn sent(
    card: &Value,
    submit: &str,
    filled: &BTreeMap<String, Value>,
    client: &Client<'_>,
) -> Result<Value, String> {
    let forms = all(card).into_iter().filter(|fields| tag(fields) == "form");
    let mut inside = forms.filter_map(|form| form.get("elements"));
    let found = inside.find_map(|form| {
        let button = all(form).into_iter().find(|one| submits(one, submit))?;
        Some((form, button))
    });
    let (form, button) = found.ok_or("the card has no form with such a button")?;
    let asks = asked(form);
    if let Some(odd) = filled.keys().find(|name| !asks.contains_key(name.as_str())) {
        return Err(format!("the form asks for nothing named {odd}"));
    }
    let mut form_value = Map::new();
    for (name, fields) in &asks {
        let value = match filled.get(*name) {
            Some(value) if is_empty(value) || fits(fields, value, client.members) => value.clone(),
            Some(value) => return Err(format!("{name} cannot hold {value}")),
            None => untouched(fields, client.offset),
        };
        if flag(fields, "required") && is_empty(&value) {
            return Err(format!("{name} is required"));
        }
        form_value.insert((*name).to_owned(), value);
    }
    let mut action = json!({"tag": "button", "name": submit, "form_value": form_value});
    if let Some(value) = values(button).next() {
        action["value"] = value.clone();
    }
    if asks.values().any(|fields| PICKERS.contains(&tag(fields))) {
        action["timezone"] = client.zone.into();
    }
    Ok(action)
}

fn submits(fields: &Fields, name: &str) -> bool {
    tag(fields) == "button"
        && text(fields, "form_action_type") == Some("submit")
        && is_meant(fields, Some(name))
}

fn is_empty(value: &Value) -> bool {
    value == &json!("") || value == &json!([])
}

/// The components of a form that hold something, by name.
fn asked(form: &Value) -> BTreeMap<&str, &Fields> {
    let holds = all(form).into_iter().filter(|fields| ASKS.contains(&tag(fields)));
    holds.filter_map(|fields| Some((text(fields, "name")?, fields))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: Client<'_> = Client { zone: "Asia/Shanghai", offset: "+0800", members: &[] };

    fn card() -> Value {
        json!({"body": {"elements": [{"tag": "form", "name": "ask", "elements": [
            {"tag": "select_static", "name": "meeting", "initial_index": 2,
             "options": [{"value": "0"}, {"value": "1"}]},
            {"tag": "multi_select_static", "name": "causes", "options": [{"value": "a"}, {"value": "b"}]},
            {"tag": "select_person", "name": "who", "options": [{"value": "ou_1"}]},
            {"tag": "column_set", "columns": [{"tag": "column", "elements": [
                {"tag": "date_picker", "name": "date", "initial_date": "2026-11-19"},
                {"tag": "picker_time", "name": "time"},
            ]}]},
            {"tag": "picker_datetime", "name": "both"},
            {"tag": "input", "name": "no", "required": true, "max_length": 9},
            {"tag": "checker", "name": "all"},
            {"tag": "button", "name": "clear", "form_action_type": "reset"},
            {"tag": "button", "name": "send", "form_action_type": "submit",
             "behaviors": [{"type": "callback", "value": {"op": "ask"}}]},
        ]}]}})
    }

    fn send(submit: &str, filled: &[(&str, Value)]) -> Result<Value, String> {
        let filled = filled.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        sent(&card(), submit, &filled.collect(), &CLIENT)
    }

    #[test]
    fn every_named_component_is_told_whether_touched_or_not() {
        let action = send("send", &[("no", json!("123456789")), ("causes", json!(["b"]))]).unwrap();
        let expected = json!({
            "tag": "button", "name": "send", "value": {"op": "ask"}, "timezone": "Asia/Shanghai",
            "form_value": {
                "meeting": "1", "causes": ["b"], "who": "", "date": "2026-11-19 +0800", "time": "",
                "both": "", "no": "123456789", "all": false,
            },
        });
        assert_eq!(action, expected);
    }

    #[test]
    fn what_a_component_can_hold_is_sent_and_nothing_else() {
        let table = [
            ("meeting", json!("0"), json!("2")),
            ("causes", json!(["a", "b"]), json!(["c"])),
            ("who", json!("ou_1"), json!("ou_2")),
            ("date", json!("2026-11-20 +0800"), json!("2026-02-30 +0800")),
            ("date", json!(""), json!("2026-11-20")),
            ("time", json!("07:05 +0800"), json!("25:00 +0800")),
            ("both", json!("2026-11-20 07:07 +0800"), json!("2026-11-20 +0800")),
            ("no", json!("1"), json!("1234567890")),
            ("all", json!(true), json!("yes")),
            ("meeting", json!("0"), json!(0)),
        ];
        for (name, right, wrong) in table {
            let no = ("no", json!("1"));
            let sent = send("send", &[no.clone(), (name, right.clone())]).unwrap();
            assert_eq!(sent["form_value"][name], right);
            let refused = send("send", &[no, (name, wrong.clone())]);
            assert_eq!(refused, Err(format!("{name} cannot hold {wrong}")));
        }
    }

    #[test]
    fn a_form_is_not_sent_without_its_button_its_names_or_what_it_requires() {
        let no = || ("no", json!("1"));
        for submit in ["clear", "other", "meeting"] {
            assert!(send(submit, &[no()]).is_err(), "{submit}");
        }
        let odd = send("send", &[no(), ("send", json!("x"))]);
        assert_eq!(odd, Err("the form asks for nothing named send".to_owned()));
        assert_eq!(send("send", &[]), Err("no is required".to_owned()));
        assert_eq!(send("send", &[("no", json!(""))]), Err("no is required".to_owned()));
    }
}
