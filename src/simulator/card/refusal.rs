//! What Feishu answers instead of building a card.
//!
//! Source: dossier 7.6 and the "错误码" table of the official page "发送消息".

use super::place::Place;

/// A code and message as Feishu's answer carries them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// `code` of the answer: 230099, 230025 or 230001.
    pub code: i64,
    /// `msg` of the answer; for 230099 it holds the sub-code after `ErrCode: `.
    pub msg: String,
}

/// What a rule says: nothing, or why the card is refused.
pub(super) type Verdict = Result<(), Refused>;

/// Sub-code of JSON that is no card: broken, an unknown property, a value of the wrong kind.
const BAD_JSON: i64 = 200_621;

impl Refused {
    /// 230025: over 30 KB.
    pub(super) fn too_long() -> Self {
        let msg = "The length of the message content reaches its limit.";
        Self { code: 230_025, msg: msg.to_owned() }
    }

    /// 230001 on an update of a card that is not shared.
    pub(super) fn not_shared() -> Self {
        let msg = "Your request contains an invalid request parameter, ext=update_multi of the card is not true";
        Self { code: 230_001, msg: msg.to_owned() }
    }

    /// 200830, as reported from the live platform.
    pub(super) fn downgrade() -> Self {
        Self::built(200_830, "", "schemaV2 card can not change schemaV1", "")
    }

    /// 11310, which names no place.
    pub(super) fn limit(message: &str, value: Option<&str>) -> Self {
        Self::built(11_310, "", message, value.unwrap_or_default())
    }

    /// 200621; the live platform names the place inside `ErrorValue`.
    pub(super) fn json(complaint: &str, at: &Place<'_>) -> Self {
        let message = "parse card json err, please check whether the card json is correct";
        Self::built(BAD_JSON, "", message, &format!("{complaint}, path: {at}"))
    }

    /// 200621 for a property that the component does not have.
    pub(super) fn unknown_property(name: &str, at: &Place<'_>) -> Self {
        Self::json(&format!("unknown property, property: {name}"), at)
    }

    /// 100290: nobody can be meant by this id.
    pub(super) fn person(id: &str, at: &Place<'_>) -> Self {
        Self::at(at, 100_290, "There is an invalid user resource(at/person) in your card", id)
    }

    /// 200570: no uploaded image has this key.
    pub(super) fn image(key: &str) -> Self {
        Self::built(200_570, "", "card contains invalid image keys", &format!("image key {key}"))
    }

    /// Any other sub-code, with the place where the card is wrong.
    pub(super) fn at(place: &Place<'_>, sub_code: i64, message: &str, value: &str) -> Self {
        Self::built(sub_code, &place.to_string(), message, value)
    }

    /// The documented form; parts that are empty are left out.
    fn built(sub_code: i64, path: &str, message: &str, value: &str) -> Self {
        let mut msg = format!("Failed to create card content, ext=ErrCode: {sub_code}; ");
        for (name, part) in [("ErrPath", path), ("ErrMsg", message), ("ErrorValue", value)] {
            if !part.is_empty() {
                msg.push_str(&format!("{name}: {part}; "));
            }
        }
        Self { code: 230_099, msg }
    }
}
