//! What Feishu checks before it takes a card. (Placeholder: only form and size.)

/// Why a card was refused: the body's `code` and `msg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub code: i64,
    pub msg: String,
}

/// Checks the JSON text of a card.
pub fn check(card_json: &str) -> Result<(), Refused> {
    if card_json.len() > 30 * 1024 {
        let msg = "The length of the message content reaches its limit.".to_owned();
        return Err(Refused { code: 230025, msg });
    }
    match serde_json::from_str(card_json) {
        Ok(serde_json::Value::Object(_)) => Ok(()),
        _ => Err(Refused {
            code: 230099,
            msg: "Failed to create card content, ext=ErrCode: 200621; ErrPath: ROOT; ErrMsg: parse card json err; ErrorValue: ; ".to_owned(),
        }),
    }
}
