//! Card callbacks: somebody pressed a button of a card, and what the client is answered.
//!
//! Invariant: what a button carries is read strictly, because it comes from whoever could press it;
//! what is not one of ours is no button. What was chosen or filled in beside it is read by `form`.
//! Facts: dossier 3.1 and 3.2.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use super::envelope::{Header, Text};
use super::event::Malformed;
use super::form::{form, place};
use crate::app::asked::AskedId;
use crate::app::inbound::{Button, MessageId, Op, Press};
use crate::app::ports::{SaidToast, ToastKind};
use crate::quality::ids::OpenId;

/// Somebody acted on a card.
pub const CARD_ACTION: &str = "card.action.trigger";

/// The version of what our buttons carry.
const VERSION: u64 = 1;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Triggered {
    operator: Operator,
    action: Action,
    context: Context,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Operator {
    open_id: Text,
    tenant_key: Text,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Action {
    value: Value,
    /// The value of what was chosen in a select.
    option: Text,
    form_value: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Context {
    open_message_id: Text,
    open_chat_id: Text,
}

/// What a button of ours carries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    v: u64,
    op: Op,
    asked: String,
    #[serde(default)]
    pick: Option<u16>,
}

/// Reads the body of [`CARD_ACTION`].
pub fn pressed(header: &Header, body: &RawValue) -> Result<Press, Malformed> {
    let Triggered { operator, action, context } =
        serde_json::from_str(body.get()).map_err(|_| Malformed::Shape)?;
    let tenant = header.tenant_key.clone().unwrap_or_default();
    let by = operator.open_id.0.ok_or(Malformed::Missing("open_id of the operator"))?;
    Ok(Press {
        event_id: header.event_id.clone().ok_or(Malformed::Missing("event_id"))?,
        external: operator.tenant_key.0.is_some_and(|theirs| theirs != tenant),
        tenant,
        by: OpenId(by),
        card: context
            .open_message_id
            .0
            .map(MessageId)
            .ok_or(Malformed::Missing("open_message_id"))?,
        chat: context.open_chat_id.0.unwrap_or_default(),
        button: button(&action),
    })
}

/// Some clients send the value as text that holds JSON.
fn button(action: &Action) -> Option<Button> {
    let carried: Carried = match &action.value {
        Value::String(text) => serde_json::from_str(text).ok()?,
        value => Carried::deserialize(value).ok()?,
    };
    let asked = AskedId::parse(&carried.asked).filter(|_| carried.v == VERSION)?;
    let chosen = || action.option.0.as_deref().and_then(place);
    let filled_in = matches!(carried.op, Op::Submit).then(|| form(&action.form_value));
    Some(Button {
        asked,
        op: carried.op,
        pick: carried.pick.or_else(chosen),
        form: filled_in.flatten(),
    })
}

/// The answer to a callback.
#[derive(Debug, Serialize)]
pub struct CallbackAnswer<'a> {
    toast: ToastJson<'a>,
}

#[derive(Debug, Serialize)]
struct ToastJson<'a> {
    r#type: &'static str,
    content: &'a str,
    i18n: Translations<'a>,
}

#[derive(Debug, Serialize)]
struct Translations<'a> {
    zh_cn: &'a str,
    en_us: &'a str,
}

impl<'a> From<&'a SaidToast> for CallbackAnswer<'a> {
    fn from(toast: &'a SaidToast) -> Self {
        let kind = match toast.kind {
            ToastKind::Info => "info",
            ToastKind::Success => "success",
            ToastKind::Warning => "warning",
            ToastKind::Error => "error",
        };
        let i18n = Translations { zh_cn: &toast.zh_cn, en_us: &toast.en_us };
        Self { toast: ToastJson { r#type: kind, content: &toast.content, i18n } }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const ASKED: &str = "0123456789abcdef0123456789abcdef";

    fn header() -> Header {
        Header {
            event_type: CARD_ACTION.to_owned(),
            event_id: Some("f7984f25108f8137722bb63cee927e66".to_owned()),
            token: None,
            app_id: None,
            tenant_key: Some("tenant".to_owned()),
            created: None,
        }
    }

    fn read(body: &Value) -> Result<Press, Malformed> {
        pressed(&header(), &RawValue::from_string(body.to_string()).unwrap())
    }

    fn body(value: &Value) -> Value {
        json!({
            "operator": { "open_id": "ou_1", "tenant_key": "tenant" },
            "token": "c-1",
            "action": { "value": value, "tag": "button" },
            "context": { "open_message_id": "om_1", "open_chat_id": "oc_1" },
        })
    }

    #[test]
    fn a_press_says_who_on_which_card_and_what() {
        let value = json!({ "v": 1, "op": "export_csv", "asked": ASKED });
        let press = read(&body(&value)).unwrap();
        assert_eq!((press.by.0.as_str(), press.card.0.as_str()), ("ou_1", "om_1"));
        assert_eq!((press.tenant.as_str(), press.external), ("tenant", false));
        assert_eq!(press.chat, "oc_1");
        let button = press.button.unwrap();
        assert_eq!((button.op, button.asked.0.as_str()), (Op::ExportCsv, ASKED));
        assert_eq!((button.pick, button.form), (None, None));
        let text = read(&body(&json!(value.to_string()))).unwrap();
        assert!(text.button.is_some(), "as text");
    }

    #[test]
    fn the_documented_callback_is_read_and_is_no_button_of_ours() {
        let text = include_str!("../../tests/data/fixtures/callback_card_action_trigger.json");
        let document: Value = serde_json::from_str(text).unwrap();
        let press = read(&document["event"]).unwrap();
        assert_eq!(press.button, None);
        assert!(press.chat.starts_with("oc_e4d2605c"));
    }

    /// What a button carries, pressed with these fields beside its value.
    fn chosen(op: &str, pick: &Value, beside: &Value) -> Option<Button> {
        let mut value = json!({ "v": 1, "op": op, "asked": ASKED });
        if !pick.is_null() {
            value["pick"] = pick.clone();
        }
        let mut body = body(&value);
        for (key, beside) in beside.as_object().unwrap() {
            body["action"][key] = beside.clone();
        }
        read(&body).unwrap().button
    }

    #[test]
    fn a_place_comes_from_the_button_or_from_the_select() {
        let none = json!(null);
        let table = [
            (json!(2), json!({}), Some(2)),
            (none.clone(), json!({ "option": "7" }), Some(7)),
            (json!(2), json!({ "option": "7" }), Some(2)),
            (none.clone(), json!({ "option": "+7" }), None),
            (none.clone(), json!({ "option": "70000" }), None),
            (none.clone(), json!({ "option": ["7"] }), None),
            (none, json!({ "options": ["7"] }), None),
        ];
        for (pick, beside, expected) in table {
            let button = chosen("instance", &pick, &beside).unwrap();
            assert_eq!(button.pick, expected, "{pick} {beside}");
        }
        for pick in [json!("2"), json!(-1), json!(65536), json!(1.5), json!([1])] {
            assert_eq!(chosen("instance", &pick, &json!({})), None, "{pick} is nothing of ours");
        }
    }

    #[test]
    fn a_form_is_read_when_it_is_submitted() {
        let filled_in = json!({ "form_value": { "number": "123456789", "meeting": "1" } });
        let none = json!(null);
        let form = chosen("submit", &none, &filled_in).unwrap().form.unwrap();
        assert_eq!((form.number.as_deref(), form.meeting), (Some("123456789"), Some(1)));
        assert_eq!(chosen("submit", &none, &json!({})).unwrap().form, None);
        assert_eq!(chosen("refresh", &none, &filled_in).unwrap().form, None);
    }

    #[test]
    fn what_is_not_ours_is_no_button() {
        for value in [
            json!(null),
            json!("refresh"),
            json!({}),
            json!({ "v": 2, "op": "refresh", "asked": ASKED }),
            json!({ "v": 1, "op": "forget", "asked": ASKED }),
            json!({ "v": 1, "op": "refresh", "asked": "x" }),
            json!({ "v": 1, "op": "refresh", "asked": ASKED, "person": "ou_2" }),
            json!({ "v": 1, "op": "refresh", "asked": ASKED, "pick": 1, "person": "ou_2" }),
            json!({ "v": 1, "op": "refresh" }),
        ] {
            assert_eq!(read(&body(&value)).unwrap().button, None, "{value}");
        }
    }

    #[test]
    fn somebody_of_another_tenant_is_known_for_it() {
        let mut body = body(&json!({}));
        body["operator"]["tenant_key"] = json!("another");
        assert!(read(&body).unwrap().external);
    }

    #[test]
    fn without_a_presser_or_a_card_there_is_no_press() {
        for lacking in ["operator", "context"] {
            let mut body = body(&json!({}));
            body.as_object_mut().unwrap().remove(lacking);
            assert!(matches!(read(&body), Err(Malformed::Missing(_))), "{lacking}");
        }
        assert_eq!(read(&json!("x")).unwrap_err(), Malformed::Shape);
    }

    #[test]
    fn an_answer_is_a_toast_in_both_languages() {
        let toast = SaidToast {
            kind: ToastKind::Success,
            content: "谢谢".to_owned(),
            zh_cn: "谢谢".to_owned(),
            en_us: "Thanks".to_owned(),
        };
        let answer = serde_json::to_value(CallbackAnswer::from(&toast)).unwrap();
        let expected = json!({ "toast": {
            "type": "success", "content": "谢谢", "i18n": { "zh_cn": "谢谢", "en_us": "Thanks" },
        }});
        assert_eq!(answer, expected);
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_refused(text in "\\PC*") {
            let body = json!({ "operator": text, "action": { "value": text } });
            let _ = read(&body);
            let _ = read(&json!({ "action": { "value": { "v": 1, "op": text, "asked": text } } }));
        }

        #[test]
        fn whatever_is_chosen_the_button_stays_the_same(option: String, values: String) {
            let beside = json!({ "option": option, "form_value": { "number": values } });
            let button = chosen("submit", &json!(null), &beside).unwrap();
            prop_assert_eq!((button.op, button.asked.0.as_str()), (Op::Submit, ASKED));
        }
    }
}
