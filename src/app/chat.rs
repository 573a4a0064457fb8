//! Which groups have people of other tenants in them, remembered for a while.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::ports::Chats;

/// House: people of another tenant are not let into a group every minute.
const REMEMBERED: SignedDuration = SignedDuration::from_mins(10);

/// What was found out of groups, and when.
#[derive(Debug, Default)]
pub(super) struct KnownChats(Mutex<HashMap<String, (Timestamp, bool)>>);

impl KnownChats {
    /// Whether people of other tenants may be in a group. What cannot be found out is taken to be so,
    /// and asked again next time.
    pub(super) async fn is_external(&self, chats: &dyn Chats, chat: &str, now: Timestamp) -> bool {
        if let Some(known) = self.known(chat, now) {
            return known;
        }
        match chats.is_external(chat).await {
            Ok(is_external) => {
                let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                known.insert(chat.to_owned(), (now, is_external));
                is_external
            }
            Err(error) => {
                tracing::warn!(%error, "whether outsiders are in a group is not known: taken to be so");
                true
            }
        }
    }

    fn known(&self, chat: &str, now: Timestamp) -> Option<bool> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (at, _)| now.duration_since(*at).abs() < REMEMBERED);
        known.get(chat).map(|(_, is_external)| *is_external)
    }
}
