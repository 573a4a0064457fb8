//! Who may see what: everybody who can ask, whatever they ask, under every setting.

use quality_bot::settings::Access;
use quality_bot::simulator::data::{
    FOUR_PEOPLE, GROUP, LI_SI, ORGANISER, PARTNER, STRANGER, SUPPORT, WANG_FANG, ZHANG_SAN,
};
use quality_bot::simulator::{Chat, ChatKind};

use crate::support::talk::{Actor, Utterance};
use crate::support::{Calls, Reply, Stage};

const SUPPORT_CHAT: &str = "oc_50000000000000000000000000000001";

/// Who asks, and in which chat.
const ASKERS: [(&str, &str, &str); 7] = [
    ("themself", ZHANG_SAN, GROUP),
    ("somebody who was there", LI_SI, GROUP),
    ("the owner, who was not", ORGANISER, GROUP),
    ("somebody of the support team", SUPPORT, GROUP),
    ("anybody in the chat of the support team", STRANGER, SUPPORT_CHAT),
    ("a stranger", STRANGER, GROUP),
    ("somebody of another company", PARTNER, GROUP),
];

/// What they ask about the meeting of one office.
type Asks = for<'s> fn(Actor<'s>, &str) -> Utterance<'s>;
const ASKED: [(Asks, [&str; 2]); 3] = [
    (
        |who, chat| who.says_in(chat, "/quality 660660660").mention(ZHANG_SAN),
        ["张三 的会议质量", "Meeting quality for 张三"],
    ),
    (
        |who, chat| who.says_in(chat, "/quality 660660660"),
        ["全员会议质量", "Meeting quality for everybody"],
    ),
    (
        |who, chat| who.says_in(chat, "/quality 660660660").mention(ZHANG_SAN).mention(LI_SI),
        ["张三 和 李四 的会议质量", "Meeting quality for 张三 and 李四"],
    ),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    OnlyOneself,
    NotThere,
    Outsider,
}
use Answer::{NotThere, OnlyOneself, Outsider, Yes};

impl Answer {
    /// Why not, in both languages, and what to do instead.
    const fn sentences(self) -> [&'static str; 4] {
        match self {
            Yes => ["", "", "", ""],
            OnlyOneself => [
                "这里每个人只能查自己",
                "Here, people can only ask about themselves",
                "查自己的：/quality 123456789 我",
                "About yourself: /quality 123456789 me.",
            ],
            NotThere => [
                "你没有参加这场会议，所以看不到里面的质量数据。",
                "You were not in this meeting, so I cannot show you its quality data.",
                "请参加了会议的同事来查",
                "Please ask a colleague who was there to look it up",
            ],
            Outsider => [
                "我只回答我所在企业的成员。",
                "I only answer people of the organisation that I belong to.",
                "",
                "",
            ],
        }
    }
}

/// One person, everybody and a pair, for each asker in their order.
const OWN: [[Answer; 3]; 7] = [
    [Yes, OnlyOneself, OnlyOneself],
    [OnlyOneself; 3],
    [OnlyOneself; 3],
    [Yes; 3],
    [Yes; 3],
    [OnlyOneself; 3],
    [Outsider; 3],
];
const MEETING: [[Answer; 3]; 7] =
    [[Yes; 3], [Yes; 3], [Yes; 3], [Yes; 3], [Yes; 3], [NotThere; 3], [Outsider; 3]];
const OPEN: [[Answer; 3]; 7] =
    [[Yes; 3], [Yes; 3], [Yes; 3], [Yes; 3], [Yes; 3], [Yes; 3], [Outsider; 3]];

/// 陈静 and a chat with 周游 are the support team.
async fn stage(access: Access) -> Stage {
    let stage = Stage::with_access(access, &[SUPPORT, SUPPORT_CHAT]).await;
    stage.sim.edit(|world| {
        world.chats.push(Chat {
            chat_id: SUPPORT_CHAT.to_owned(),
            kind: ChatKind::Group,
            name: "支持 Support".to_owned(),
            members: vec![STRANGER.to_owned()],
            has_bot: true,
            external: false,
        });
    });
    stage
}

/// Nothing of the meeting: nobody's name that was not in the question, no grade, no topic.
fn tells_nothing(card: &Reply) {
    for word in ["王芳", "Ana", "kehan", "27.0.2.183", "项目同步", "min", "Poor", "Good"] {
        card.never_says(word);
    }
    assert!(card.links().is_empty(), "{card}");
}

async fn play(access: Access, table: [[Answer; 3]; 7]) {
    let stage = stage(access).await;
    for ((asker, who, chat), answers) in ASKERS.into_iter().zip(table) {
        for (place, ((ask, title), answer)) in ASKED.into_iter().zip(answers).enumerate() {
            stage.new_calls();
            ask(stage.actor(who), chat).await;
            let card = stage.next_card().await;
            if answer == Yes {
                card.says(title[0]).says(title[1]);
                continue;
            }
            card.coloured("yellow").never_says(title[1]);
            for sentence in answer.sentences() {
                card.says(sentence);
            }
            tells_nothing(&card);
            assert_eq!(stage.new_calls().quality, 0);
            // One person beside the asker can be asked to share.
            let is_one = place == 0 || place == 2 && [ZHANG_SAN, LI_SI].contains(&who);
            let can_share = is_one && answer != Outsider;
            assert_eq!(card.button("ask_to_share").is_some(), can_share, "{asker}: {card}");
        }
    }
    stage.end().await;
}

#[tokio::test]
async fn where_everybody_sees_themself_alone() {
    play(Access::Own, OWN).await;
}

#[tokio::test]
async fn where_whoever_was_there_sees_a_meeting() {
    play(Access::Meeting, MEETING).await;
}

#[tokio::test]
async fn where_everybody_sees_everybody() {
    play(Access::Open, OPEN).await;
}

/// A question about somebody whose minutes were all fine.
const COLD: Calls =
    Calls { meeting_list: 1, participant_list: 1, quality: 1, reply: 1, ..Calls::NONE };

/// Asks in the group about 张三 among four people, and tells what it cost.
async fn costs(stage: &Stage, who: &'static str) -> Calls {
    stage.new_calls();
    stage.actor(who).says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    stage.next_card().await;
    Calls { token: 0, bot_info: 0, ..stage.new_calls() }
}

#[tokio::test]
async fn whether_the_asker_was_there_costs_one_call_where_that_decides_and_is_not_known() {
    let refused = Calls { meeting_list: 1, reply: 1, ..Calls::NONE };
    for (access, who, expected) in [
        (Access::Open, STRANGER, COLD),
        (Access::Own, ZHANG_SAN, COLD),
        (Access::Own, LI_SI, refused),
        (Access::Meeting, ZHANG_SAN, COLD),
        (Access::Meeting, ORGANISER, COLD),
        (Access::Meeting, SUPPORT, COLD),
        (Access::Meeting, LI_SI, Calls { participant_list: 2, ..COLD }),
        (Access::Meeting, STRANGER, Calls { participant_list: 1, ..refused }),
    ] {
        let stage = stage(access).await;
        stage.sim.edit(|world| {
            world.meeting_mut(FOUR_PEOPLE).unwrap().organizer = ORGANISER.to_owned();
        });
        assert_eq!(costs(&stage, who).await, expected, "{access} {who}");
        stage.end().await;
    }
}

#[tokio::test]
async fn where_it_is_known_who_was_there_nobody_is_looked_up_again() {
    let stage = stage(Access::Meeting).await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).await;
    stage.next_card().await.says("Meeting quality for everybody");
    let kept = Calls { reply: 1, ..Calls::NONE };
    for who in [LI_SI, WANG_FANG, STRANGER] {
        assert_eq!(costs(&stage, who).await, kept, "{who}");
    }
    stage.end().await;
}

#[tokio::test]
async fn whose_own_answer_is_kept_was_there() {
    let stage = stage(Access::Meeting).await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE} me")).await;
    stage.next_card().await.says("Meeting quality for 李四");
    assert_eq!(costs(&stage, LI_SI).await, Calls { meeting_list: 0, ..COLD });
    stage.end().await;
}

#[tokio::test]
async fn every_press_is_checked_anew() {
    let stage = stage(Access::Meeting).await;
    let not_there = ["你没有参加这场会议", "You were not in this meeting"];
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).mention(ZHANG_SAN).await;
    let one = stage.next_card().await;
    stage.li_si().says(&format!("/quality {FOUR_PEOPLE}")).await;
    let whole = stage.next_card().await;
    stage.new_calls();
    for (card, op) in [
        (&one, "export_xlsx"),
        (&one, "export_csv"),
        (&one, "whole"),
        (&one, "instances"),
        (&whole, "export_xlsx"),
        (&whole, "export_csv"),
    ] {
        let seen = stage.stranger().presses(card, op).await;
        seen.toast("warning", not_there[0], not_there[1]);
    }
    let seen = stage.stranger().picks(&whole, 0).await;
    seen.toast("warning", not_there[0], not_there[1]);
    let yours = ["只有提问的人和被查的人", "Only the person who asked, or the person it is about"];
    for (who, op) in [(STRANGER, "details"), (WANG_FANG, "details"), (STRANGER, "withdraw")] {
        stage.actor(who).presses(&one, op).await.toast("warning", yours[0], yours[1]);
    }
    stage.silence().await;
    assert_eq!(stage.new_calls(), Calls::NONE, "the list of who was there is known");

    // Whoever was there may do all of it.
    stage.actor(WANG_FANG).presses(&one, "whole").await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for everybody");
    stage.actor(WANG_FANG).picks(&whole, 0).await.toast("info", "正在查询", "Looking it up");
    stage.next_card().await.says("Meeting quality for");
    stage.end().await;
}
