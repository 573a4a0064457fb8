//! What an answer says: the fields that were asked for, or why not.
//!
//! Invariant: `code` in the body decides, never the HTTP status and never `msg`; the status is asked
//! only when there is no code, or one that the table does not know. Dossier, "Conventions", 7.6, 10.

use std::time::Duration;

use reqwest::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::api::{Api, Fields};
use super::error::{self, CARD_NOT_BUILT, SCOPE_MISSING};
use super::lenient;
use super::retry::Remedy;
use crate::app::error::{PlatformError, Refusal};

/// Characters of the platform's own words that are kept for the log.
const LONGEST_DETAIL: usize = 300;

/// An HTTP answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// From the headers.
    pub(crate) log_id: Option<String>,
    /// How long the server wants this API to be left alone.
    pub(crate) reset: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

/// Why one attempt failed, and what may help.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) remedy: Remedy,
    pub(crate) reset: Option<Duration>,
    pub(crate) error: Box<PlatformError>,
}

impl Failure {
    /// There was no answer at all, or none that can be read to its end.
    pub(crate) fn without_answer(api: Api, remedy: Remedy, detail: String) -> Self {
        let (refusal, code, log_id) = (Refusal::Unavailable, None, None);
        let error = PlatformError { api: api.name(), refusal, code, log_id, detail };
        Self { remedy, reset: None, error: Box::new(error) }
    }
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(deserialize_with = "lenient::integer")]
    code: Option<i64>,
    #[serde(default, deserialize_with = "lenient::text")]
    msg: Option<String>,
    #[serde(borrow, default)]
    data: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
}

/// The `error` object beside a code that is not 0.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Extras {
    #[serde(deserialize_with = "lenient::text")]
    log_id: Option<String>,
    permission_violations: Vec<Violation>,
}

#[derive(Deserialize)]
struct Violation {
    subject: String,
}

/// The fields of a successful answer.
pub(crate) fn decode<T: DeserializeOwned>(api: Api, answer: &Answer) -> Result<T, Failure> {
    let Ok(envelope) = serde_json::from_slice::<Envelope<'_>>(&answer.body) else {
        return Err(unreadable(api, answer, "no JSON of the platform"));
    };
    match envelope.code {
        Some(0) => {}
        Some(code) => return Err(refused(api, answer, &envelope, code)),
        None => return Err(unreadable(api, answer, "no code")),
    }
    let fields = match api.spec().fields {
        Fields::InData => serde_json::from_str(envelope.data.map_or("{}", RawValue::get)),
        Fields::BesideCode => serde_json::from_slice(&answer.body),
    };
    fields.map_err(|_| unreadable(api, answer, "not the documented fields"))
}

/// An answer that cannot be Feishu's, or not a whole one. From a server in trouble that passes;
/// behind a status like 302 or 404 there is something else than Feishu.
fn unreadable(api: Api, answer: &Answer, what: &str) -> Failure {
    let status = answer.status;
    let (refusal, remedy) = match error::by_status(status) {
        _ if status.is_success() => (Refusal::Unavailable, Remedy::Transient),
        (Refusal::Rejected, remedy) => (Refusal::Misconfigured, remedy),
        meaning => meaning,
    };
    let detail = format!("{status} with {} bytes: {what}", answer.body.len());
    let log_id = answer.log_id.clone();
    let error = PlatformError { api: api.name(), refusal, code: None, log_id, detail };
    Failure { remedy, reset: answer.reset, error: Box::new(error) }
}

fn refused(api: Api, answer: &Answer, envelope: &Envelope<'_>, code: i64) -> Failure {
    let msg = envelope.msg.as_deref().unwrap_or_default();
    let extras = envelope.error.and_then(|raw| serde_json::from_str(raw.get()).ok());
    let extras: Extras = extras.unwrap_or_default();
    let row = error::find(code);
    let (mut refusal, mut remedy) = row
        .map_or_else(|| error::by_status(answer.status), |row| (row.refusal.clone(), row.remedy));
    if code == SCOPE_MISSING {
        refusal = Refusal::ScopeMissing(scopes(extras.permission_violations, msg));
    }
    // Somebody is pressing a button of it (dossier 7.6, sub-code 11310).
    if code == CARD_NOT_BUILT && msg.contains("card action is lock") {
        (refusal, remedy) = (Refusal::Unavailable, Remedy::Soon);
    }
    let known = row.map(|row| format!("{} (dossier {}); ", row.meaning, row.source));
    let detail = format!("{}{}", known.unwrap_or_default(), platforms_words(code, msg));
    let log_id = answer.log_id.clone().or(extras.log_id);
    let error = PlatformError { api: api.name(), refusal, code: Some(code), log_id, detail };
    Failure { remedy, reset: answer.reset, error: Box::new(error) }
}

/// The scopes of which one is missing; from the brackets in the message when the body does not
/// list them.
fn scopes(violations: Vec<Violation>, msg: &str) -> Vec<String> {
    if !violations.is_empty() {
        return violations.into_iter().map(|violation| violation.subject).collect();
    }
    let listed = msg.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let listed = listed.map_or("", |(inside, _)| inside).split(',').map(str::trim);
    listed.filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

/// The message, without what it repeats of a card (names and topics stand there), and not for ever.
fn platforms_words(code: i64, msg: &str) -> String {
    let said = msg.split("ErrorValue:").next().unwrap_or_default().trim_end_matches([' ', ';']);
    let said: String = said.chars().take(LONGEST_DETAIL).collect();
    let sub_code = msg.split_once("ErrCode: ").map(|(_, rest)| rest);
    let sub_code = sub_code.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    match sub_code.filter(|digits| code == CARD_NOT_BUILT && !digits.is_empty()) {
        Some(sub_code) => format!("sub-code {sub_code}; {said}"),
        None => said,
    }
}

#[cfg(test)]
mod tests;
