//! Whom a question is about.

use super::*;

fn room(name: &str) -> Person {
    Person::Room(Room::Named(name.to_owned()))
}

fn room_id(id: &str) -> Person {
    Person::Room(Room::Id(RoomId(id.to_owned())))
}

/// A table of what is typed beside a number, and whom it means, in this order and in others.
fn assert_about(table: Vec<(&str, Whom)>) {
    for (typed, whom) in table {
        for text in [format!("/quality 123456789 {typed}"), format!("/质量 {typed} 123-456-789")]
        {
            assert_eq!(everywhere(&text), about(whom.clone()), "{text:?}");
        }
    }
}

#[test]
fn without_a_person_everybody_is_meant() {
    assert_about(vec![("", Whom::Everybody), ("和", Whom::Everybody), ("，", Whom::Everybody)]);
}

#[test]
fn one_person_is_told_by_a_mention_or_is_the_sender() {
    let me = || Whom::One(Person::Sender);
    let zhang = || Whom::One(person("ou_zhang"));
    assert_about(vec![
        ("me", me()),
        ("ME", me()),
        ("我", me()),
        ("@me", me()),
        ("＠我", me()),
        ("me 我", me()),
        ("@_user_2", zhang()),
        ("，@_user_2。", zhang()),
        ("“@_user_2”", zhang()),
        ("@_user_2 @_user_2", zhang()),
        ("@_user_3", Whom::One(person("ou_bob"))),
        ("@_user_12", Whom::One(person("ou_family"))),
    ]);
    for text in
        ["/quality 123456789@_user_2", "/quality@_user_2 123456789", "/quality @_user_2123456789"]
    {
        assert_eq!(everywhere(text), about(zhang()), "{text:?}");
    }
}

#[test]
fn words_that_mean_nothing_else_are_a_name_as_it_was_typed() {
    let one = |name: &str| Whom::One(named(name));
    assert_about(
        vec![
            ("张三", one("张三")),
            ("Zhang San", one("Zhang San")),
            ("  zhang\u{3000}SAN。", one("zhang SAN")),
            ("Zhang San (外部)", one("Zhang San (外部)")),
            ("张三 - 市场部", one("张三 - 市场部")),
            ("(Zhang San)", one("Zhang San")),
            ("R2D2", one("R2D2")),
            ("周一鸣", one("周一鸣")),
            ("早见沙织", one("早见沙织")),
            ("May Li", one("May Li")),
            ("June", one("June")),
            ("monica", one("monica")),
            ("Sun Wei", one("Sun Wei")),
            ("Wei Sun", one("Wei Sun")),
            ("recent", one("recent")),
            ("help", one("help")),
            ("csv", one("csv")),
            ("👨‍👩‍👧", one("👨‍👩‍👧")),
            ("张三 张三", one("张三 张三")),
            ("张三，张三", one("张三")),
        ]
        .into_iter()
        // First in the text they would be commands.
        .filter(|(typed, _)| !matches!(*typed, "recent" | "help"))
        .collect(),
    );
    for name in ["recent", "help", "最近", "watch"] {
        let text = format!("/quality 123456789 {name}");
        assert_eq!(everywhere(&text), about(one(name)), "{text}");
    }
}

#[test]
fn a_word_that_says_nothing_is_no_name() {
    let one = |name: &str| Whom::One(named(name));
    assert_about(vec![
        ("please", Whom::Everybody),
        ("质量 怎么样", Whom::Everybody),
        ("很卡", Whom::Everybody),
        ("大家 怎么了", Whom::Everybody),
        ("so bad for everybody", Whom::Everybody),
        ("everyone", Whom::Everybody),
        ("for @_user_2", Whom::One(person("ou_zhang"))),
        ("at me", Whom::One(Person::Sender)),
        ("查 张三 的 质量", one("张三")),
        ("张三的", one("张三")),
        ("我的", Whom::One(Person::Sender)),
        ("@_user_2的质量", Whom::One(person("ou_zhang"))),
        ("查一下 的会议质量", Whom::Everybody),
        ("me & @_user_2", Whom::Two(Person::Sender, person("ou_zhang"))),
        ("the quality of Zhang San", one("Zhang San")),
        ("\"at\"", one("at")),
        // Between two words of a name it is one.
        ("Nguyen The Anh", one("Nguyen The Anh")),
        ("Blue Meeting Room", one("Blue Meeting Room")),
        ("room: The Hub", Whom::One(room("The Hub"))),
    ]);
    let when = Some(When { date: date(2026, 11, 19), time: None });
    for text in ["/quality 123456789 on yesterday", "/quality in 123456789 on Thursday please"] {
        let asked = Question { when, ..question(Whom::Everybody) };
        assert_eq!(everywhere(text), Parsed::Command(Command::Quality(asked)), "{text}");
    }
}

#[test]
fn what_stands_before_a_copied_number_says_nothing() {
    let me = || Whom::One(Person::Sender);
    for label in [
        "会议号：",
        "会议号:",
        "会议号",
        "会议号 ",
        "会议 ID：",
        "会议ID: ",
        "Meeting ID: ",
        "meeting id ",
        "Meeting No. ",
        "Meeting number: ",
        "meeting ",
        "会议号是",
        "ID: ",
        "No. ",
        "号码 ",
    ] {
        for number in
            ["123456789", "123 456 789", "123-456-789", "https://vc.feishu.cn/j/123456789"]
        {
            let text = format!("/quality {label}{number} me");
            // An address needs a mark or a space before it, and a label that is nothing else.
            let is_label = !matches!(label, "会议号" | "ID: " | "No. " | "号码 ");
            if is_label || !number.starts_with("http") {
                assert_eq!(everywhere(&text), about(me()), "{text:?}");
            }
        }
    }
    assert_about(vec![("会议室：123", Whom::One(room("123")))]);
}

#[test]
fn oneself_has_many_words_and_needs_no_space_beside_others() {
    let zhang = || person("ou_zhang");
    let me = || Person::Sender;
    assert_about(vec![
        ("myself", Whom::One(me())),
        ("我自己", Whom::One(me())),
        ("本人", Whom::One(me())),
        ("我和@_user_2", Whom::Two(me(), zhang())),
        ("我跟 @_user_2", Whom::Two(me(), zhang())),
        ("@_user_2和我", Whom::Two(zhang(), me())),
        ("我和张三", Whom::Two(me(), named("张三"))),
        ("张三与我自己", Whom::Two(named("张三"), me())),
        ("张三和李四", Whom::Two(named("张三"), named("李四"))),
        ("张三和@_user_3", Whom::Two(named("张三"), person("ou_bob"))),
        ("@_user_3和张三", Whom::Two(person("ou_bob"), named("张三"))),
        ("欧阳和平", Whom::One(named("欧阳和平"))),
        ("“张三和李四”", Whom::One(named("张三和李四"))),
    ]);
}

#[test]
fn a_quoted_name_may_be_anything() {
    let one = |name: &str| Whom::One(named(name));
    assert_about(vec![
        ("\"me\"", one("me")),
        ("“昨天 me 14:00”", one("昨天 me 14:00")),
        ("「123 456 789」", one("123 456 789")),
        ("\"Sammy (2)\"", one("Sammy (2)")),
        ("\"recent\"", one("recent")),
        ("\"a@b\"", one("a@b")),
        ("\"a,b\" 「c」", Whom::Two(named("a,b"), named("c"))),
    ]);
}

#[test]
fn two_people_are_told_in_any_way() {
    let zhang = || person("ou_zhang");
    assert_about(vec![
        ("@_user_2 @_user_3", Whom::Two(zhang(), person("ou_bob"))),
        ("@_user_3 和 @_user_2", Whom::Two(person("ou_bob"), zhang())),
        ("me @_user_2", Whom::Two(Person::Sender, zhang())),
        ("@_user_2 me @_user_2", Whom::Two(zhang(), Person::Sender)),
        ("@_user_2 Li Si", Whom::Two(zhang(), named("Li Si"))),
        ("Zhang San, Li Si", Whom::Two(named("Zhang San"), named("Li Si"))),
        ("张三、李四", Whom::Two(named("张三"), named("李四"))),
        ("张三 and 李四", Whom::Two(named("张三"), named("李四"))),
        ("张三 “李四”", Whom::Two(named("张三"), named("李四"))),
        ("room:A 张三、me", Whom::Two(room("A 张三"), Person::Sender)),
    ]);
}

#[test]
fn a_room_is_told_by_its_id_or_name() {
    assert_about(vec![
        ("room:omm_4de32", Whom::One(room_id("omm_4de32"))),
        ("ROOM: omm_4de32", Whom::One(room_id("omm_4de32"))),
        ("room:\"omm_4de32\"", Whom::One(room_id("omm_4de32"))),
        ("room:omm_a 张三", Whom::Two(room_id("omm_a"), named("张三"))),
        ("room:Blue", Whom::One(room("Blue"))),
        ("room:Blue Room (5F)。", Whom::One(room("Blue Room (5F)"))),
        ("room: Blue Room", Whom::One(room("Blue Room"))),
        ("会议室:蓝厅", Whom::One(room("蓝厅"))),
        ("会议室：蓝厅", Whom::One(room("蓝厅"))),
        ("ｒｏｏｍ：501", Whom::One(room("501"))),
        ("room:me", Whom::One(room("me"))),
        ("room:\"5F 301\"", Whom::One(room("5F 301"))),
        ("会议室：“me”", Whom::One(room("me"))),
        ("room:Blue @_user_2", Whom::Two(room("Blue"), person("ou_zhang"))),
    ]);
}

#[test]
fn the_latest_meeting_is_that_of_whoever_asks() {
    let latest = |whom| {
        let question = Question { meeting: Which::Latest, when: None, whom };
        Parsed::Command(Command::Quality(question))
    };
    let table = [
        ("/quality last", Whom::One(Person::Sender)),
        ("/quality 上次", Whom::One(Person::Sender)),
        ("/quality Latest!", Whom::One(Person::Sender)),
        ("/quality 最近一次", Whom::One(Person::Sender)),
        ("/quality last meeting", Whom::One(Person::Sender)),
        ("/quality the last one", Whom::One(Person::Sender)),
        ("/quality 上个会", Whom::One(Person::Sender)),
        ("/quality 上次会议质量", Whom::One(Person::Sender)),
        ("/quality my last meeting", Whom::One(Person::Sender)),
        ("/quality the latest call please", Whom::One(Person::Sender)),
        ("/quality 上次会议", Whom::One(Person::Sender)),
        ("/quality 上次的会议 怎么样", Whom::One(Person::Sender)),
        ("/quality last me last", Whom::One(Person::Sender)),
        ("/quality last @_user_2", Whom::One(person("ou_zhang"))),
        ("/quality @_user_2 上次", Whom::One(person("ou_zhang"))),
        ("/quality 上次 张三", Whom::One(named("张三"))),
        ("/quality me last @_user_2", Whom::Two(Person::Sender, person("ou_zhang"))),
    ];
    for (text, whom) in table {
        assert_eq!(everywhere(text), latest(whom), "{text}");
    }
}
