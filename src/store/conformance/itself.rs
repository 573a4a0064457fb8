//! What a store keeps for the bot itself, and how it is.

use std::sync::Arc;

use super::{accept, at};
use crate::store::Store;

pub(super) async fn a_setting_is_made_once(store: Arc<dyn Store>) {
    assert_eq!(store.setting("colour", "blue").await.unwrap(), "blue");
    assert_eq!(store.setting("colour", "red").await.unwrap(), "blue");
    assert_eq!(store.setting("size", "红").await.unwrap(), "红");
}

pub(super) async fn an_open_store_is_healthy(store: Arc<dyn Store>) {
    accept(store.as_ref(), "m:om_1", at(0)).await;
    assert!(store.health().is_ok());
}
