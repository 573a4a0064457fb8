//! Who we are: `GET /open-apis/bot/v3/info` (dossier, "Conventions": its fields stand beside `code`).

use serde::Deserialize;

use super::api::Api;
use super::client::FeishuClient;
use super::transport::Call;
use crate::app::error::PlatformError;
use crate::quality::ids::OpenId;

#[derive(Deserialize)]
struct BotFields {
    bot: Bot,
}

#[derive(Deserialize)]
struct Bot {
    open_id: OpenId,
}

impl FeishuClient {
    /// The bot's own `ou_…` id, by which mentions of it are known.
    pub async fn bot_open_id(&self) -> Result<OpenId, PlatformError> {
        let fields: BotFields = self.send(&Call::get(Api::BotInfo, Vec::new())).await?;
        Ok(fields.bot.open_id)
    }
}
