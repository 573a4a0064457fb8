//! Every command but the question: the ways to type it.

use super::*;

fn assert_all(wanted: &Command, ways: &[&str]) {
    for text in ways {
        assert_eq!(everywhere(text), Parsed::Command(wanted.clone()), "{text:?}");
    }
}

#[test]
fn nothing_but_the_command_word_asks_for_the_form() {
    assert_all(
        &Command::Form,
        &["/quality", " /质量 ", "@_user_1 /quality", "@_user_1 ／quality："],
    );
}

#[test]
fn what_was_answered_here_is_recent() {
    assert_all(&Command::Recent, &["/quality recent", "/quality 最近", "/质量 Recent。"]);
}

#[test]
fn a_trend_is_somebodys_and_as_long_as_is_said() {
    let trend = |person, days| Command::Trend { person, days };
    assert_all(
        &trend(Person::Sender, 30),
        &["/quality trend", "/quality 趋势", "/quality trend me"],
    );
    let zhang = || person("ou_zhang");
    assert_all(
        &trend(zhang(), 30),
        &["/quality trend @_user_2", "/quality 趋势 @_user_2 @_user_2"],
    );
    assert_all(
        &trend(zhang(), 28),
        &[
            "/quality trend @_user_2 4w",
            "/quality 趋势 4周 @_user_2",
            "/quality trend 4 weeks @_user_2 28d",
        ],
    );
    for (typed, days) in [
        ("1d", 1),
        ("7天", 7),
        ("30 days", 30),
        ("1 week", 7),
        ("3m", 90),
        ("3个月", 90),
        ("12 months", 360),
        ("52w", 364),
        ("365d", 365),
        ("３０Ｄ", 30),
        ("一周", 7),
        ("两 周", 14),
        ("三个月", 90),
        ("半年", 182),
        ("半个月", 15),
        ("一年", 365),
        ("1 year", 365),
        ("最近30天", 30),
        ("最近 7 天", 7),
        ("近一个月", 30),
        ("过去两个星期", 14),
        ("上周", 7),
        ("上个月", 30),
        ("本月", 30),
        ("week", 7),
        ("last 30 days", 30),
        ("the past week", 7),
        ("last month", 30),
        ("for me last month", 30),
        ("last quarter", 90),
        ("last", 30),
    ] {
        assert_all(&trend(Person::Sender, days), &[&format!("/quality trend {typed}")]);
    }
    let room = Person::Room(Room::Named("Blue".to_owned()));
    assert_all(&trend(room, 30), &["/quality trend room:Blue", "/quality trend room: Blue 30d"]);
}

#[test]
fn an_export_is_a_question_with_a_kind_of_file() {
    let export = |whom, format| Command::Export { question: question(whom), format };
    assert_all(
        &export(Whom::Everybody, ExportFormat::Xlsx),
        &[
            "/quality export 123456789",
            "/quality 导出 123 456 789",
            "/quality export xlsx 123456789",
            "/quality export 123456789 Excel",
            "/quality export 123456789 excel xlsx",
            "/quality export 123456789 xls",
            "/quality export 123456789 as Excel please",
        ],
    );
    assert_all(
        &export(Whom::One(named("Zhang San")), ExportFormat::Csv),
        &["/quality export 123456789 Zhang San csv", "/quality 导出 csv Zhang San 123456789"],
    );
    assert_all(
        &export(Whom::One(named("csv")), ExportFormat::Xlsx),
        &["/quality export 123456789 \"csv\""],
    );
    let when = Some(When { date: date(2026, 11, 19), time: None });
    let latest = Question { meeting: Which::Latest, when, whom: Whom::One(Person::Sender) };
    assert_all(
        &Command::Export { question: latest, format: ExportFormat::Csv },
        &["/quality export last yesterday csv", "/quality 导出 上次 昨天 CSV"],
    );
}

#[test]
fn a_meeting_is_watched_and_no_more() {
    let meeting = no("123456789");
    assert_all(
        &Command::Watch { meeting, always: false },
        &[
            "/quality watch 123456789",
            "/quality watch meeting 123456789",
            "/quality 关注 会议号：123 456 789",
            "/quality 关注 123-456-789",
            "/quality 订阅 https://vc.feishu.cn/j/123456789",
        ],
    );
    assert_all(
        &Command::Watch { meeting, always: true },
        &[
            "/quality watch 123456789 always",
            "/quality watch always 123 456 789",
            "/quality 关注 123456789 总是",
            "/quality 关注 123456789 每次",
        ],
    );
    assert_all(
        &Command::Watches,
        &[
            "/quality watch list",
            "/quality watches",
            "/quality 关注列表",
            "/quality 关注 列表",
            "/quality 订阅列表",
        ],
    );
    assert_all(
        &Command::Unwatch { meeting },
        &[
            "/quality unwatch 123456789",
            "/quality 取消关注 123456789",
            "/quality 取消订阅 123456789",
        ],
    );
}

#[test]
fn what_can_be_explained_is_told_or_explained() {
    let explain = |topic| Command::Explain { topic };
    assert_all(&explain(None), &["/quality explain", "/quality 解释", "/quality 说明"]);
    assert_all(
        &explain(Some(Topic::Loss)),
        &[
            "/quality explain packet loss",
            "/quality explain “packet loss”",
            "/quality explain packet_loss_avg_received",
            "/quality explain network.packet_loss_max_sent",
            "/quality 解释 丢包",
            "/quality 说明 丢包率？",
        ],
    );
    assert_all(
        &explain(Some(Topic::FrameRate)),
        &["/quality explain Frame Rate", "/quality 解释 帧率"],
    );
}

#[test]
fn whoever_wants_to_be_forgotten_says_so_in_full() {
    assert_all(
        &Command::ForgetMe,
        &[
            "/quality forget me",
            "/quality forget myself",
            "/quality 忘记 本人",
            "/quality FORGET ME!",
            "/quality 忘记 我",
            "/quality 忘记我",
            "/quality 删除我的数据",
        ],
    );
}

#[test]
fn a_doctor_looks_for_what_is_missing() {
    assert_all(&Command::Doctor, &["/quality doctor", "/quality 诊断", "/quality 体检。"]);
}
