//! What the simulator says back, and the refusals every API shares.

use serde_json::{Map, Value, json};

/// A finished HTTP answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) content_type: &'static str,
    pub(super) body: String,
    /// The body's `code`, when it has one.
    pub(super) code: Option<i64>,
}

/// Why an API did not do what it was asked.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: i64,
    pub(super) msg: String,
    /// More entries for the body's `error` object.
    pub(super) details: Map<String, Value>,
    pub(super) headers: Vec<(&'static str, String)>,
    /// A caller that does everything right never gets this one; a strict test fails on it.
    pub(super) callers_fault: bool,
}

impl Refusal {
    /// The caller did something Feishu's documentation rules out.
    pub(super) fn wrong(status: u16, code: i64, msg: impl Into<String>) -> Self {
        Self { callers_fault: true, ..Self::of_the_world(status, code, msg) }
    }

    /// The caller did nothing wrong; the world is like that.
    pub(super) fn of_the_world(status: u16, code: i64, msg: impl Into<String>) -> Self {
        let (details, headers) = (Map::new(), Vec::new());
        Self { status, code, msg: msg.into(), details, headers, callers_fault: false }
    }

    /// A parameter is missing or malformed: 99992402 with the field's name (dossier 5.4, 10).
    pub(super) fn field(field: &str, value: &str, description: &str) -> Self {
        let mut refusal = Self::wrong(400, 99_992_402, "field validation failed");
        let violation = json!([{"field": field, "value": value, "description": description}]);
        refusal.details.insert("field_violations".to_owned(), violation);
        refusal
    }

    /// What the journal notes about the caller.
    pub(super) fn complaint(&self) -> Option<String> {
        self.callers_fault.then(|| format!("{} {}", self.code, self.msg))
    }

    pub(super) fn answer(self, log_id: &str) -> Answer {
        let Self { status, code, msg, mut details, headers, .. } = self;
        let troubleshooter = format!(
            "排查建议查看（Troubleshooting suggestions）： https://open.feishu.cn/search?from=openapi&log_id={log_id}&code={code}"
        );
        details.insert("log_id".to_owned(), log_id.into());
        details.insert("troubleshooter".to_owned(), troubleshooter.into());
        let body = json!({"code": code, "msg": msg, "error": details});
        let mut answer = Answer::json(status, &body, log_id);
        answer.headers.extend(headers);
        answer
    }
}

impl Answer {
    /// A JSON answer; every one carries its log id (dossier 10).
    pub(super) fn json(status: u16, body: &Value, log_id: &str) -> Self {
        Self {
            status,
            headers: vec![("X-Tt-Logid", log_id.to_owned())],
            content_type: "application/json; charset=utf-8",
            code: body.get("code").and_then(Value::as_i64),
            body: body.to_string(),
        }
    }
}

/// `{"code":0,"msg":"success","data":…}`
pub(super) fn success(data: Value) -> Value {
    let mut body = json!({"code": 0, "msg": "success"});
    body["data"] = data;
    body
}
