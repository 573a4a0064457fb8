//! Deleting what is kept about the one who asks, whose own work under way ends.

use super::asked::AskedId;
use super::dispatch::App;
use super::failure::Failure;
use super::inbound::InboundMessage;
use super::ports::Told;
use super::reply::Said;

impl App {
    /// Says how much was deleted, never what: others may read along.
    pub(super) async fn forget_me(&self, message: &InboundMessage) -> Result<Said, Failure> {
        // What is under way would be noted when it is over.
        self.stops.forget(&message.sender, &AskedId::of(&message.message_id));
        let forgotten = self.ports.forget.forget(&message.tenant, &message.sender).await?;
        self.under_way.forget();
        tracing::info!(?forgotten, "somebody is forgotten");
        Ok(Said::card(self.ports.cards.tell(&Told::Forgotten(&forgotten))))
    }
}

#[cfg(test)]
mod tests;
