//! Who we are: `GET /open-apis/bot/v3/info` (dossier, "Conventions": its fields stand beside `code`).

use async_trait::async_trait;
use serde::Deserialize;

use super::api::Api;
use super::client::FeishuClient;
use super::transport::Call;
use crate::app::error::PlatformError;
use crate::app::ports::Identity;
use crate::quality::ids::OpenId;

#[derive(Deserialize)]
struct BotFields {
    bot: Bot,
}

#[derive(Deserialize)]
struct Bot {
    open_id: OpenId,
}

#[async_trait]
impl Identity for FeishuClient {
    async fn me(&self) -> Result<OpenId, PlatformError> {
        let fields: BotFields = self.send(&Call::to(Api::BotInfo)).await?;
        Ok(fields.bot.open_id)
    }
}
