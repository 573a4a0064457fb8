//! Tokens and scopes (dossier 5.1, 5.4).

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Refusal;
use super::api::Api;
use super::state::{Request, State};
use super::world::{World, fresh_id};

const LIFE_MS: i64 = 7_200_000;
/// With less than this left, the next request gets a new token and the old one stays valid.
const RENEW_MS: i64 = 1_800_000;

/// A tenant token that was given out.
#[derive(Clone, Debug)]
pub(super) struct Token {
    text: String,
    expires_ms: i64,
    /// Taken back before its time by a test.
    pub(super) revoked: bool,
}

#[derive(Deserialize)]
struct Credentials {
    app_id: Option<String>,
    app_secret: Option<String>,
}

/// `POST auth/v3/tenant_access_token/internal`
pub(super) fn token(state: &mut State, request: &Request, now: i64) -> Result<Value, Refusal> {
    let invalid = || Refusal::wrong(400, 10_003, "invalid param");
    let asked: Credentials = serde_json::from_slice(&request.body).map_err(|_| invalid())?;
    let (Some(app_id), Some(secret)) = (asked.app_id, asked.app_secret) else {
        return Err(invalid());
    };
    let app = &state.world.app;
    if app_id != app.app_id {
        return Err(Refusal::wrong(400, 99_991_543, "app_id or app_secret does not exist"));
    }
    if secret != app.app_secret {
        return Err(Refusal::wrong(200, 10_015, "app secret invalid"));
    }
    if !app.enabled {
        return Err(Refusal::of_the_world(200, 10_014, "app status is unusable"));
    }
    let newest = state.tokens.last().filter(|one| !one.revoked && one.expires_ms - now >= RENEW_MS);
    let token = match newest {
        Some(token) => token.clone(),
        None => {
            let text = fresh_id("t-g1");
            let token = Token { text, expires_ms: now + LIFE_MS, revoked: false };
            state.tokens.push(token.clone());
            token
        }
    };
    let expire = (token.expires_ms - now) / 1000;
    Ok(json!({"code": 0, "msg": "ok", "tenant_access_token": token.text, "expire": expire}))
}

/// The bearer must be a tenant token that was given out and has not expired.
pub(super) fn check_bearer(
    state: &State,
    authorization: Option<&str>,
    now_ms: i64,
) -> Result<(), Refusal> {
    let Some(header) = authorization else {
        let msg =
            "Missing access token for authorization. Please make a request with token attached.";
        return Err(Refusal::wrong(400, 99_991_661, msg));
    };
    let bearer = header.strip_prefix("Bearer ").unwrap_or_default();
    let invalid =
        "Invalid access token for authorization. Please make a request with token attached.";
    if bearer.starts_with("u-") {
        return Err(Refusal::wrong(400, 99_991_668, invalid));
    }
    if !bearer.starts_with("t-") {
        let msg = "Invalid access token for authorization. The token must start with t- or u-.";
        return Err(Refusal::wrong(400, 99_991_671, msg));
    }
    match state.tokens.iter().find(|token| token.text == bearer) {
        None => Err(Refusal::wrong(400, 99_991_663, invalid)),
        Some(token) if token.revoked || token.expires_ms <= now_ms => {
            Err(Refusal::of_the_world(400, 99_991_663, invalid))
        }
        Some(_) => Ok(()),
    }
}

/// 99991672 with the body that names what is missing.
pub(super) fn check_scopes(world: &World, api: Api) -> Result<(), Refusal> {
    let scopes = api.scopes();
    if world.has_any_scope(scopes) {
        return Ok(());
    }
    let names = scopes.join(", ");
    let msg = format!("Access denied. One of the following scopes is required: [{names}]");
    let mut refusal = Refusal::of_the_world(400, 99_991_672, msg);
    let violations: Vec<Value> = scopes
        .iter()
        .map(|scope| json!({"type": "action_scope_required", "subject": scope}))
        .collect();
    let (app_id, wanted) = (&world.app.app_id, scopes.join(","));
    let help = json!([{
        "url": format!("https://open.feishu.cn/app/{app_id}/auth?q={wanted}&op_from=openapi&token_type=tenant"),
        "description": format!("Learn more about scopes and how to add them: [{names}]"),
    }]);
    refusal.details.insert("permission_violations".to_owned(), violations.into());
    refusal.details.insert("helps".to_owned(), help);
    Err(refusal)
}
