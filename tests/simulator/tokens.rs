//! Tokens, bearers and scopes (dossier 5.1, 5.4).

use std::time::Duration;

use serde_json::{Value, json};

use crate::client::{Client, start};

const TOKEN: &str = "auth/v3/tenant_access_token/internal";

#[tokio::test]
async fn wrong_credentials_are_told_apart() {
    let (sim, client) = start().await;
    let (id, secret) = (sim.app().app_id, sim.app().app_secret);
    let table = [
        ("no secret", json!({"app_id": id}), 10_003),
        ("no id", json!({"app_secret": secret}), 10_003),
        ("a number for an id", json!({"app_id": 1, "app_secret": secret}), 10_003),
        ("another app", json!({"app_id": "cli_x", "app_secret": secret}), 99_991_543),
        ("wrong secret", json!({"app_id": id, "app_secret": "x"}), 10_015),
    ];
    for (what, body, code) in table {
        let reply = client.post(TOKEN, &body).await;
        assert_eq!(reply.code, code, "{what}");
        assert!(reply.log_id.is_some(), "{what}");
    }
    assert_eq!(sim.journal().unexpected().len(), 5);
    sim.edit(|world| world.app.enabled = false);
    let disabled = client.post(TOKEN, &json!({"app_id": id, "app_secret": secret})).await;
    assert_eq!(disabled.code, 10_014);
}

#[tokio::test]
async fn a_token_is_renewed_only_in_its_last_half_hour_and_both_are_good_then() {
    let (sim, mut client) = start().await;
    let ask = async || {
        let app = sim.app();
        let body = json!({"app_id": app.app_id, "app_secret": app.app_secret});
        let reply = Client::without_token(&sim).post(TOKEN, &body).await.body;
        (reply["tenant_access_token"].as_str().unwrap().to_owned(), reply["expire"].clone())
    };
    let (first, expire) = ask().await;
    assert_eq!(expire, Value::from(7_200));

    sim.clock().wind(Duration::from_secs(90 * 60));
    assert_eq!(ask().await, (first.clone(), Value::from(1_800)), "30 min remain: the same");

    sim.clock().wind(Duration::from_secs(1));
    let (second, expire) = ask().await;
    assert_ne!(second, first);
    assert_eq!(expire, Value::from(7_200));
    for token in [&first, &second] {
        client.authorization = Some(format!("Bearer {token}"));
        assert_eq!(client.get("bot/v3/info", &[]).await.code, 0, "both are valid");
    }

    sim.clock().wind(Duration::from_secs(30 * 60 - 1));
    client.authorization = Some(format!("Bearer {first}"));
    assert_eq!(client.get("bot/v3/info", &[]).await.code, 99_991_663, "the old one ran out");
    client.authorization = Some(format!("Bearer {second}"));
    assert_eq!(client.get("bot/v3/info", &[]).await.code, 0);
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn bearers_that_are_none_are_refused() {
    let (sim, mut client) = start().await;
    let table = [
        (None, 99_991_661),
        (Some("Bearer t-never-given-out"), 99_991_663),
        (Some("Bearer u-not-a-real-token"), 99_991_668),
        (Some("Bearer something"), 99_991_671),
        (Some("Basic dDpz"), 99_991_671),
    ];
    for (authorization, code) in table {
        client.authorization = authorization.map(str::to_owned);
        let reply = client.get("bot/v3/info", &[]).await;
        assert_eq!((reply.status, reply.code), (400, code), "{authorization:?}");
    }
    assert_eq!(sim.journal().unexpected().len(), table.len());
}

#[tokio::test]
async fn a_revoked_token_is_no_fault_of_the_caller() {
    let (sim, client) = start().await;
    sim.revoke_tokens();
    assert_eq!(client.get("bot/v3/info", &[]).await.code, 99_991_663);
    let fresh = client.token(&sim).await;
    assert_ne!(client.authorization, Some(format!("Bearer {fresh}")));
    assert_eq!(sim.journal().unexpected(), Vec::<String>::new());
}

#[tokio::test]
async fn a_missing_scope_is_named_in_the_documented_body() {
    let (sim, client) = start().await;
    sim.revoke("vc:room:readonly");
    let reply = client.get("vc/v1/meeting_list", &[]).await;
    assert_eq!((reply.status, reply.code), (400, 99_991_672));
    let error = &reply.body["error"];
    assert_eq!(error["permission_violations"][0]["subject"], "vc:room:readonly");
    assert_eq!(error["permission_violations"][0]["type"], "action_scope_required");
    assert_eq!(error["log_id"].as_str(), reply.log_id.as_deref());
    assert!(reply.body["msg"].as_str().unwrap().contains("[vc:room:readonly]"));
    sim.grant("vc:room:readonly");
    assert_ne!(client.get("vc/v1/meeting_list", &[]).await.code, 99_991_672);
}

#[tokio::test]
async fn the_bot_introduces_itself_without_a_wrapper() {
    let (sim, client) = start().await;
    let reply = client.get("bot/v3/info", &[]).await;
    assert_eq!(reply.body["bot"]["open_id"].as_str(), Some(sim.app().bot_open_id.as_str()));
    assert_eq!(reply.body["bot"]["app_name"], "质量助手");
    assert_eq!(reply.body.get("data"), None);
    assert!(reply.content_type.starts_with("application/json"));
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_and_minded() {
    let (sim, client) = start().await;
    let path = client.get("vc/v1/meetings_list", &[]).await;
    assert_eq!((path.status, path.code), (404, 99_991_201));
    let method = client.post("vc/v1/meeting_list", &json!({})).await;
    assert_eq!(method.code, 99_991_301);
    let unexpected = sim.journal().unexpected();
    assert_eq!(unexpected.len(), 2, "{unexpected:?}");
    assert!(unexpected[0].contains("GET /open-apis/vc/v1/meetings_list"));
}
