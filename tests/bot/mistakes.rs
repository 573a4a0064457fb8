//! Wrong commands: what is wrong, where, and an example of a right one.

use quality_bot::simulator::data::{ANA, ZHANG_SAN};

use crate::support::talk::Utterance;
use crate::support::{Calls, Stage};

type Way = for<'s> fn(&'s Stage) -> Utterance<'s>;

struct Wrong {
    asked: Way,
    zh_cn: &'static str,
    en_us: &'static str,
    /// The question as it is quoted, with the wrong part between « and ».
    quoted: &'static str,
}

const WRONG: [Wrong; 18] = [
    Wrong {
        asked: |it| it.li_si().says("/quality").mention(ZHANG_SAN),
        zh_cn: "少了会议号：请在 /quality 后面写上 9 位会议号",
        en_us: "The meeting number is missing",
        quoted: "/quality @张三 «▸…◂»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 12345"),
        zh_cn: "会议号是 9 位数字，这里有 5 位",
        en_us: "A meeting number has 9 digits; this one has 5.",
        quoted: "/quality «12345»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 1234567890").mention(ZHANG_SAN),
        zh_cn: "这里有 10 位",
        en_us: "this one has 10.",
        quoted: "/quality «1234567890» @张三",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality abc").mention(ZHANG_SAN),
        zh_cn: "有个词我不认识",
        en_us: "There is a word I do not know.",
        quoted: "/quality «abc» @张三",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 2026-11-21").mention(ZHANG_SAN),
        zh_cn: "这个时间还没到",
        en_us: "That is still to come",
        quoted: "/quality 123456789 «2026-11-21» @张三",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 2019年1月2日 me"),
        zh_cn: "飞书只能查最近一年的会议",
        en_us: "Feishu answers for the last year only",
        quoted: "/quality 123456789 «2019年1月2日» me",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 987654321"),
        zh_cn: "一次只能查一场会议",
        en_us: "I can look up one meeting at a time",
        quoted: "/quality 123456789 «987654321»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 me").mention(ZHANG_SAN).mention(ANA),
        zh_cn: "一次最多比较两个人",
        en_us: "I can compare two people at most",
        quoted: "/quality 123456789 me @张三 «@Ana Lima»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789").mention_all(),
        zh_cn: "不能 @ 所有人",
        en_us: "I cannot look up everybody",
        quoted: "/quality 123456789 «@所有人»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 ").mention_bot(),
        zh_cn: "机器人不参加会议",
        en_us: "Bots do not attend meetings",
        quoted: "/quality 123456789 «@质量助手»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 123456789 @zhangsan"),
        zh_cn: "这个 @ 是手打的",
        en_us: "That mention was typed by hand",
        quoted: "/quality 123456789 «@zhangsan»",
    },
    Wrong {
        asked: |it| it.li_si().says("/质量 11.20 １２３４５６７８９"),
        zh_cn: "有个词我不认识",
        en_us: "There is a word I do not know.",
        quoted: "/质量 «11.20» １２３４５６７８９",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality café 👨‍👩‍👧").mention(ZHANG_SAN),
        zh_cn: "有个词我不认识",
        en_us: "There is a word I do not know.",
        quoted: "/quality «café 👨‍👩‍👧» @张三",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality watch"),
        zh_cn: "请在这条指令后面写上 9 位会议号",
        en_us: "after this command",
        quoted: "/quality watch «▸…◂»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality unwatch 123456789 987654321"),
        zh_cn: "请只留一个会议号",
        en_us: "please leave only one number",
        quoted: "/quality unwatch 123456789 «987654321»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality export 123456789 pdf"),
        zh_cn: "请写 csv 或 xlsx",
        en_us: "please write csv or xlsx",
        quoted: "/quality export 123456789 «pdf»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality 趋势 张三"),
        zh_cn: "只认得 @ 到的人和一段时间",
        en_us: "I understand a mention and a span of time",
        quoted: "/quality 趋势 «张三»",
    },
    Wrong {
        asked: |it| it.li_si().says("/quality <b>*x*</b>"),
        zh_cn: "有个词我不认识",
        en_us: "There is a word I do not know.",
        quoted: "/quality «<b>*x*</b>»",
    },
];

#[tokio::test]
async fn a_wrong_command_is_explained_where_it_is_wrong() {
    let stage = Stage::open().await;
    for Wrong { asked, zh_cn, en_us, quoted } in WRONG {
        asked(&stage).await;
        let card = stage.next_card().await;
        card.coloured("orange").says("这条指令我没看懂").says("I could not read that command");
        card.says(zh_cn).says(en_us);
        let quoted = quoted.replace(['«', '»'], "");
        card.says(&format!("你发的是：{quoted}")).says(&format!("You sent: {quoted}"));
        card.says("例如：/quality 123 456 789 @某人")
            .says("Example: /quality 123 456 789 @someone");
    }
    let calls = stage.new_calls();
    assert_eq!(calls, Calls { token: 1, bot_info: 1, reply: WRONG.len(), ..Calls::NONE });
    stage.end().await;
}

#[tokio::test]
async fn the_wrong_part_stands_out() {
    let stage = Stage::open().await;
    for Wrong { asked, quoted, .. } in WRONG {
        asked(&stage).await;
        let card = stage.next_card().await;
        let (_, wrong) = quoted.split_once('«').unwrap();
        let wrong = wrong.split_once('»').unwrap().0;
        assert_eq!(card.highlighted("red"), wrong, "{card}");
    }
    stage.end().await;
}

#[tokio::test]
async fn a_very_long_command_is_explained_too() {
    let stage = Stage::open().await;
    stage.li_si().says(&format!("/quality 123456789 {}", "很长的话 ".repeat(5_000))).await;
    stage.next_card().await.coloured("orange").says("有个词我不认识").says("…");
    stage.end().await;
}
