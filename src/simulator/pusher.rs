//! Who pushes: what tests do by method and clients do over HTTP goes through here.

use std::sync::Arc;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::push::{Delivery, Says, attempt, deliver, message_event};
use super::shared::Shared;

/// The state, and what it takes to push from it. Clones push from the same state.
#[derive(Clone, Debug)]
pub(super) struct Pusher {
    pub(super) shared: Arc<Shared>,
    pub(super) http: reqwest::Client,
    /// Ends all waiting.
    pub(super) stop: CancellationToken,
}

impl Pusher {
    /// See `Simulator::say`.
    pub(super) async fn say(&self, says: &Says) -> Delivery {
        let now_ms = self.shared.clock.now_ms();
        let (message_id, event) =
            self.shared.change(|state| message_event(&mut state.world, says, now_ms));
        match event {
            Some(event) => self.send(Delivery::of(message_id, event)).await,
            None => Delivery::of(message_id, Value::Null),
        }
    }

    /// Pushes until it is accepted or given up. Ends after the first push; later ones follow by the
    /// clock.
    pub(super) async fn send(&self, delivery: Delivery) -> Delivery {
        let Some(place) = self.enter(&delivery) else { return delivery };
        let (shared, http) = (Arc::clone(&self.shared), self.http.clone());
        tokio::spawn(self.stop.clone().run_until_cancelled_owned(deliver(shared, http, place)));
        self.first_push(place).await
    }

    /// Pushes once, whatever comes of it; `None` when nobody subscribed.
    pub(super) async fn send_once(&self, delivery: &Delivery) -> Option<Delivery> {
        let place = self.enter(delivery)?;
        attempt(&self.shared, &self.http, place, &[]).await;
        Some(self.first_push(place).await)
    }

    /// Notes a delivery; `None` when nobody subscribed.
    fn enter(&self, delivery: &Delivery) -> Option<usize> {
        self.shared.change(|state| {
            state.webhook.as_ref()?;
            state.deliveries.push(delivery.clone());
            Some(state.deliveries.len() - 1)
        })
    }

    async fn first_push(&self, place: usize) -> Delivery {
        let pushed = |delivery: &&Delivery| !delivery.attempts.is_empty();
        self.shared.until(|state| state.deliveries.get(place).filter(pushed).cloned()).await
    }
}
