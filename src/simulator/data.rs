//! The demo world: who is in the tenant, and which meetings were held.
//!
//! Meetings happened "yesterday" (by the calendar of +08:00) or a fixed number of days before it,
//! counted from the time the world is made. Recorded calls keep their time of day and their values
//! untouched; only the date is moved. The seconds at which meetings start and people join are not in
//! the recordings and are made up, so that "exact second" and "its minute" differ.

mod crowd;
mod gatherings;
mod generated;
mod meetings;
mod people;
mod recorded;

use super::clock::SimClock;
use super::limits::Limits;
use super::world::{App, Author, Chat, ChatKind, Message, Messages, World};

pub const TENANT: &str = "736588c9260f175e";
/// The tenant [`PARTNER`] belongs to.
pub const OTHER_TENANT: &str = "2ca1d211f64f6438";

/// 张三
pub const ZHANG_SAN: &str = "ou_00000000000000000000000000000001";
/// 李四
pub const LI_SI: &str = "ou_00000000000000000000000000000002";
/// Ana Lima
pub const ANA: &str = "ou_00000000000000000000000000000003";
/// 王芳
pub const WANG_FANG: &str = "ou_00000000000000000000000000000004";
/// kehan, of the documentation's sample row
pub const KEHAN: &str = "ou_00000000000000000000000000000005";
/// Somebody of another company, in the group as a guest
pub const PARTNER: &str = "ou_00000000000000000000000000000006";
/// 赵敏, who owns meetings that she did not attend
pub const ORGANISER: &str = "ou_00000000000000000000000000000007";
/// 陈静, of the support team
pub const SUPPORT: &str = "ou_00000000000000000000000000000008";
/// 周游, who took part in nothing
pub const STRANGER: &str = "ou_00000000000000000000000000000009";
/// One 王伟
pub const WANG_WEI: &str = "ou_00000000000000000000000000000010";
/// Another 王伟
pub const OTHER_WANG_WEI: &str = "ou_00000000000000000000000000000011";
/// Ana Costa, whose first name is [`ANA`]'s
pub const ANA_COSTA: &str = "ou_00000000000000000000000000000012";
/// The bot
pub const BOT: &str = "ou_e6e14f667cfe239d7b129b521dce0569";

/// The bot's name
pub const BOT_NAME: &str = "质量助手";

/// The group chat everybody and the bot are in.
pub const GROUP: &str = "oc_5ad11d72b830411d72b836c20a3f1e77";
/// The group's name
pub const GROUP_NAME: &str = "会议质量讨论";
/// A group with another company: 张三, 李四, the partner and the bot.
pub const EXTERNAL_GROUP: &str = "oc_b1f6a0e5d3c94a7786f2c1d09e8b7a60";
/// A group where every message begins a thread.
pub const TOPIC_GROUP: &str = "oc_0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f";
/// The 1:1 chat of 张三 with the bot.
pub const P2P: &str = "oc_84983ff6516d731e5b5f68d4ea2e1da5";

/// A card of the bot in the group, for clients that want a message to reply to and to PATCH.
pub const BOT_CARD: &str = "om_dc13264520392913993dd051dba21dcf";

/// A Rooms device, Room A
pub const ROOM: &str = "omm_eada1d61a550955240c28757e7dec3af";
/// Another, Room B
pub const ROOM_B: &str = "omm_3e0f1c2b4d5a69788796a5b4c3d2e1f0";

/// Four people, recorded: 张三 and 李四 share one short burst of loss.
pub const FOUR_PEOPLE: &str = "123456789";
/// Recorded: 李四 loses the connection for 15 s in 17:03. 张三 was there, but nothing was measured.
pub const OUTAGE: &str = "223344556";
/// The documentation's sample row, of kehan.
pub const SAMPLE: &str = "705605196";
/// 150 minutes of 张三 and 王芳, generated: 张三 has bad stretches.
pub const LONG: &str = "450150150";
/// Ana left and came back in the same minute: two rows, that minute in both.
pub const REJOIN: &str = "334455667";
/// External: 张三, the partner as a guest, and a phone.
pub const GUESTS: &str = "556677889";
/// A webinar of 王芳.
pub const WEBINAR: &str = "667788990";
/// Four instances of one number: yesterday, and 7, 14 and 45 days before. 王芳 came to all, 张三 only to
/// the second newest, Ana only to the oldest.
pub const RECURRING: &str = "778899001";
/// 张三 and a Rooms device.
pub const WITH_ROOM: &str = "889900112";
/// Still going on: 张三, and 李四 with bad stretches.
pub const RUNNING: &str = "990011223";
/// Ended 3 minutes ago; its data can be had 20 minutes after its end.
pub const JUST_ENDED: &str = "112233445";
/// 26 hours; 李四 was in for the second one.
pub const OVER_A_DAY: &str = "101112131";

/// 300 people, 60 minutes: 张三, 李四 and a crowd of which some had bad stretches. 赵敏 owns it and did
/// not attend.
pub const BIG: &str = "303060300";
/// 1000 people, 240 minutes.
pub const HUGE: &str = "909240100";
/// 40 instances of one number, weekly, two of them yesterday. 王芳 came to all, others to some; older
/// ones were on older clients, and 张三's Wi-Fi was bad.
pub const WEEKLY: &str = "520520520";
/// Two 王伟, and two whose name begins with Ana.
pub const TWINS: &str = "221122112";
/// Room B had a bad line; 张三 and 李四 had good ones.
pub const ROOMS: &str = "889900223";
/// The three in one office had a bad line at once; three elsewhere had not. 赵敏 owns it and did not
/// attend.
pub const ONE_OFFICE: &str = "660660660";
/// 李四 in twelve stays; 王芳 throughout.
pub const REJOINS: &str = "334455121";
/// 王芳, and nobody else.
pub const ALONE: &str = "111000111";

/// Every scope the bot needs (dossier 13).
const SCOPES: [&str; 8] = [
    "im:message:readonly",
    "im:chat:readonly",
    "vc:meeting.all_meeting:readonly",
    "im:message:send_as_bot",
    "im:message.p2p_msg:readonly",
    "im:message.group_at_msg:readonly",
    "im:resource",
    "vc:room:readonly",
];

impl World {
    /// The world of the demo, as of the clock's time.
    pub fn demo(clock: &SimClock) -> Self {
        let mut people = people::named();
        let everybody: Vec<&str> = people.iter().map(|person| person.open_id.as_str()).collect();
        let chat = |chat_id: &str, kind, name: &str, members: &[&str]| {
            let (chat_id, name) = (chat_id.to_owned(), name.to_owned());
            let members = members.iter().copied().map(str::to_owned).collect();
            Chat { chat_id, kind, name, members, has_bot: true, external: false }
        };
        let partners = &[ZHANG_SAN, LI_SI, PARTNER];
        let partners = chat(EXTERNAL_GROUP, ChatKind::Group, "伙伴联络 Partners", partners);
        let chats = vec![
            chat(GROUP, ChatKind::Group, GROUP_NAME, &everybody),
            chat(P2P, ChatKind::P2p, "", &[ZHANG_SAN]),
            Chat { external: true, ..partners },
            chat(TOPIC_GROUP, ChatKind::Topic, "话题 Topics", &[ZHANG_SAN, LI_SI]),
        ];
        people.extend(crowd::people());
        let mut world = Self {
            tenant_key: TENANT.to_owned(),
            app: app(),
            utc_offset_s: 8 * 3600,
            row_ids: None,
            outsiders_see_chats: false,
            room_filter: true,
            limits: Limits::default(),
            people,
            chats,
            meetings: meetings::all(clock.now_s()),
            messages: Messages::default(),
            files: Vec::new(),
            hints: Vec::new(),
        };
        world.messages.add(bot_card(clock.now_ms()));
        world
    }
}

fn app() -> App {
    App {
        app_id: "cli_9f5343c580712544".to_owned(),
        app_secret: "simulated-app-secret".to_owned(),
        encrypt_key: "kT9vQ2xLm7Rz4WbN".to_owned(),
        verification_token: "rvaYgkND1GOiu5MM0E1rncYC6PLtF7JV".to_owned(),
        bot_open_id: BOT.to_owned(),
        bot_name: BOT_NAME.to_owned(),
        enabled: true,
        scopes: SCOPES.map(str::to_owned).into(),
        meeting_admin: true,
    }
}

fn bot_card(now_ms: i64) -> Message {
    let card = r#"{"config":{"update_multi":true},"elements":[{"tag":"div","text":{"tag":"plain_text","content":"…"}}]}"#;
    Message {
        message_id: BOT_CARD.to_owned(),
        chat_id: GROUP.to_owned(),
        root_id: None,
        parent_id: None,
        thread_id: None,
        msg_type: "interactive".to_owned(),
        content: card.to_owned(),
        history: Vec::new(),
        author: Author::Bot,
        mentions: Vec::new(),
        create_ms: now_ms,
        update_ms: now_ms,
        recalled: false,
        visible_to: None,
        uuid: None,
    }
}
