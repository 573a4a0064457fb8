//! `GET bot/v3/info`: no scope, and no `data` around the answer (dossier 2.3).

use serde_json::{Value, json};

use super::world::World;

pub(super) fn info(world: &World) -> Value {
    json!({"code": 0, "msg": "ok", "bot": {
        "activate_status": 2,
        "app_name": world.app.bot_name,
        "avatar_url": "https://s1-imfile.feishucdn.com/static-resource/v1/quality",
        "ip_white_list": [],
        "open_id": world.app.bot_open_id,
    }})
}
