//! Who pushes: what tests do by method and clients do over HTTP goes through here.

use std::sync::Arc;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::push::{
    Delivery, Says, attempt, deliver, end_meeting, menu_event, message_event, recall,
};
use super::shared::Shared;
use super::world::World;

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
        let (message_id, event) = self.change(|world, now_ms| message_event(world, says, now_ms));
        self.tell(&message_id, event).await
    }

    /// Somebody takes a message of their own back; an error says why that cannot be.
    pub(super) async fn recall(&self, message_id: &str) -> Result<Delivery, String> {
        let event = self.change(|world, now_ms| recall(world, message_id, now_ms))?;
        Ok(self.tell(message_id, event).await)
    }

    /// A running meeting ends; whether the app hears of it is `told`.
    pub(super) async fn end_meeting(&self, no: &str, told: bool) -> Result<Delivery, String> {
        let event = self.change(|world, now_ms| end_meeting(world, no, now_ms))?;
        Ok(self.tell("", event.filter(|_| told)).await)
    }

    /// Somebody chooses an entry of the bot's menu.
    pub(super) async fn choose_menu(&self, by: &str, event_key: &str) -> Result<Delivery, String> {
        let event = self.change(|world, now_ms| menu_event(world, by, event_key, now_ms))?;
        Ok(self.tell("", Some(event)).await)
    }

    fn change<R>(&self, edit: impl FnOnce(&mut World, i64) -> R) -> R {
        let now_ms = self.shared.clock.now_ms();
        self.shared.change(|state| edit(&mut state.world, now_ms))
    }

    async fn tell(&self, message_id: &str, event: Option<Value>) -> Delivery {
        let message_id = message_id.to_owned();
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
