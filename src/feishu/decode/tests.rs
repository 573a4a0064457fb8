use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::*;
use crate::feishu::testbed::fixture;

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    let status = StatusCode::from_u16(status).unwrap();
    Answer { status, log_id: None, reset: None, body: body.into() }
}

fn failure(answer: &Answer) -> Failure {
    decode::<IgnoredAny>(Api::MeetingList, answer).unwrap_err()
}

/// A fixture's body, with the status it names or 200.
fn documented(name: &str) -> Answer {
    let file = fixture(name);
    let status = file["http_status"].as_u64().unwrap_or(200).try_into().unwrap();
    answer(status, file.get("body").unwrap_or(&file).to_string())
}

#[test]
fn the_documentations_samples_are_understood() {
    let scope = Refusal::ScopeMissing(vec!["bitable:app".to_owned()]);
    let table = [
        ("error_99991672_scope_missing.json", scope, Remedy::Nothing, Some(99_991_672)),
        ("error_99991679_user_scope.json", Refusal::Rejected, Remedy::Nothing, Some(99_991_679)),
        ("error_rate_limited_429.json", Refusal::Unavailable, Remedy::NextWindow, Some(99_991_400)),
        (
            "error_rate_limited_400_legacy.json",
            Refusal::Unavailable,
            Remedy::NextWindow,
            Some(99_991_400),
        ),
        (
            "synthetic_error_99991663.json",
            Refusal::Misconfigured,
            Remedy::NewToken,
            Some(99_991_663),
        ),
        (
            "synthetic_vc_error_121005.json",
            Refusal::AdminRoleMissing,
            Remedy::Nothing,
            Some(121_005),
        ),
        ("synthetic_vc_error_126010.json", Refusal::NoData, Remedy::Nothing, Some(126_010)),
        ("im_error_230099_chart.json", Refusal::CardRefused, Remedy::Nothing, Some(230_099)),
    ];
    for (name, refusal, remedy, code) in table {
        let failure = failure(&documented(name));
        let got = (failure.error.refusal, failure.remedy, failure.error.code);
        assert_eq!(got, (refusal, remedy, code), "{name}");
    }
}

#[test]
fn what_is_no_answer_of_the_platform_is_judged_by_the_status() {
    use Refusal::{Misconfigured, Unavailable};
    let page = "<html>502</html>";
    let table = [
        (200, page, Unavailable, Remedy::Transient),
        (200, "", Unavailable, Remedy::Transient),
        (200, "{", Unavailable, Remedy::Transient),
        (200, "[]", Unavailable, Remedy::Transient),
        (200, "{}", Unavailable, Remedy::Transient),
        (200, r#"{"code":null}"#, Unavailable, Remedy::Transient),
        (200, r#"{"code":"zero"}"#, Unavailable, Remedy::Transient),
        (429, page, Unavailable, Remedy::NextWindow),
        (500, page, Unavailable, Remedy::Transient),
        (504, "", Unavailable, Remedy::Transient),
        (302, "", Misconfigured, Remedy::Nothing),
        (403, page, Misconfigured, Remedy::Nothing),
        (404, page, Misconfigured, Remedy::Nothing),
    ];
    for (status, body, refusal, remedy) in table {
        let failure = failure(&answer(status, body));
        let got = (failure.error.refusal, failure.remedy, failure.error.code);
        assert_eq!(got, (refusal, remedy, None), "{status} {body}");
    }
    let bytes = failure(&answer(200, [0xff, 0xfe, 0x00]));
    assert_eq!(bytes.remedy, Remedy::Transient);
}

#[test]
fn code_0_is_success_whatever_the_status_and_the_message() {
    let body = json!({"code": 0, "msg": "internal error", "data": {"a": 1}}).to_string();
    let fields: Value = decode(Api::MeetingList, &answer(500, body)).map_err(|f| f.error).unwrap();
    assert_eq!(fields, json!({"a": 1}));
}

#[test]
fn code_decides_over_the_status() {
    let refused = failure(&answer(200, r#"{"code":99991663,"msg":"ok"}"#));
    assert_eq!(refused.remedy, Remedy::NewToken);
    let quota = failure(&answer(429, r#"{"code":"99991403"}"#));
    assert_eq!((quota.error.refusal, quota.remedy), (Refusal::QuotaUsedUp, Remedy::Nothing));
}

#[test]
fn fields_stand_in_data_or_beside_the_code() {
    let none: Value = decode(Api::MeetingList, &answer(200, r#"{"code":0,"data":null}"#))
        .map_err(|failure| failure.error)
        .unwrap();
    assert_eq!(none, json!({}));
    let bot = documented("bot_info.json");
    let beside: Value = decode(Api::BotInfo, &bot).map_err(|failure| failure.error).unwrap();
    assert_eq!(beside["bot"]["open_id"], "ou_e6e14f667cfe239d7b129b521dce0569");
    let wrong = decode::<Vec<u8>>(Api::MeetingList, &answer(200, r#"{"code":0,"data":{}}"#));
    assert_eq!(wrong.unwrap_err().remedy, Remedy::Transient);
}

#[test]
fn the_log_id_of_the_header_goes_before_that_of_the_body() {
    let mut answer = documented("im_error_230099_chart.json");
    let body_id = Some("202409131613579778D691D6E05516DE2D".to_owned());
    assert_eq!(failure(&answer).error.log_id, body_id);
    answer.log_id = Some("head".to_owned());
    assert_eq!(failure(&answer).error.log_id.as_deref(), Some("head"));
}

#[test]
fn scopes_are_read_from_the_list_or_from_the_message() {
    let code = 99_991_672;
    let listed = json!({"permission_violations": [{"subject": "a:b"}, {"subject": "c:d"}]});
    let table = [
        (json!({"code": code, "msg": "[x:y]", "error": listed}), vec!["a:b", "c:d"]),
        (json!({"code": code, "msg": "one of [x:y, z] [no]"}), vec!["x:y", "z"]),
        (json!({"code": code, "msg": "one of [x:y]", "error": "?"}), vec!["x:y"]),
        (json!({"code": code, "msg": "denied"}), vec![]),
        (json!({"code": code, "msg": "] ["}), vec![]),
        (json!({"code": code}), vec![]),
    ];
    for (body, scopes) in table {
        let scopes = scopes.into_iter().map(str::to_owned).collect();
        let failure = failure(&answer(400, body.to_string()));
        assert_eq!(failure.error.refusal, Refusal::ScopeMissing(scopes), "{body}");
    }
}

#[test]
fn a_refused_card_names_its_sub_code_and_not_its_content() {
    let detail = failure(&documented("im_error_230099_chart.json")).error.detail;
    assert!(detail.contains("sub-code 200550"), "{detail}");
    assert!(detail.contains("[2](tag: chart)"), "{detail}");
    assert!(!detail.contains("anyOf"), "{detail}");
    let odd = r#"{"code":230099,"msg":"ErrCode: 会议; ErrorValue: 张三"}"#;
    let detail = failure(&answer(400, odd)).error.detail;
    assert!(!detail.contains("sub-code") && !detail.contains("张三"), "{detail}");
}

#[test]
fn a_card_somebody_is_pressing_is_tried_again_soon() {
    let msg = "Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ";
    let locked = failure(&answer(400, json!({"code": 230_099, "msg": msg}).to_string()));
    assert_eq!((locked.error.refusal, locked.remedy), (Refusal::Unavailable, Remedy::Soon));
}

#[test]
fn a_long_message_is_cut() {
    let body = json!({"code": 1, "msg": "议".repeat(5_000)}).to_string();
    assert_eq!(failure(&answer(400, body)).error.detail.chars().count(), LONGEST_DETAIL);
}
