//! The command line, as an operator meets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

const COMPLETE: [(&str, &str); 5] = [
    ("FEISHU_APP_ID", "cli_1"),
    ("FEISHU_APP_SECRET", "the-app-secret"),
    ("FEISHU_ENCRYPT_KEY", "the-encrypt-key"),
    ("FEISHU_VERIFICATION_TOKEN", "the-token"),
    ("QUALITY_BOT_ACCESS", "open"),
];

/// Runs the program in an empty folder, with nothing in its environment but `variables`.
fn run(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_quality-bot"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn serve_refuses_to_start_without_what_it_needs_and_names_all_of_it() {
    let refused = run(&["serve"], &[("QUALITY_BOT_LISTEN", "nowhere")]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    for name in [
        "FEISHU_APP_ID",
        "FEISHU_APP_SECRET",
        "FEISHU_ENCRYPT_KEY",
        "FEISHU_VERIFICATION_TOKEN",
        "QUALITY_BOT_LISTEN",
    ] {
        assert!(said.contains(&format!("- {name}: ")), "{name} is not named in {said}");
    }
}

#[test]
fn serve_refuses_each_missing_secret_alone() {
    for (missing, _) in &COMPLETE[1..4] {
        let rest: Vec<_> = COMPLETE.into_iter().filter(|(name, _)| name != missing).collect();
        let refused = run(&["serve"], &rest);
        assert_eq!(refused.status.code(), Some(1), "{missing}");
        let said = text(&refused.stderr);
        assert_eq!(said.matches("\n- ").count(), 1, "{said}");
        assert!(said.contains(missing), "{said}");
    }
}

#[test]
fn check_says_that_all_is_good_and_shows_no_secret() {
    let good = run(&["check"], &COMPLETE);
    assert_eq!(text(&good.stdout), "settings and templates are good\n");
    assert_eq!(good.status.code(), Some(0));
    assert!(good.stderr.is_empty());
}

#[test]
fn check_names_file_and_line_of_a_broken_override() {
    let folder = tempfile::tempdir().unwrap();
    let cards = folder.path().join("cards");
    std::fs::create_dir(&cards).unwrap();
    std::fs::write(cards.join("working.json.j2"), "{\n  {{ nothing_like_this }}\n}\n").unwrap();
    let overridden = ("QUALITY_BOT_TEMPLATES", folder.path().to_str().unwrap());
    for command in ["check", "serve"] {
        let refused = run(&[command], &[&COMPLETE[..], &[overridden]].concat());
        assert_eq!(refused.status.code(), Some(1));
        let said = text(&refused.stderr);
        assert!(said.contains("cards/working.json.j2:2: "), "{said}");
    }
}

#[test]
fn a_settings_file_that_is_named_must_be_there() {
    let refused = run(&["check", "--config", "no-such.toml"], &COMPLETE);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("no-such.toml"), "{}", text(&refused.stderr));
}

#[test]
fn the_example_settings_file_is_one() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/quality-bot.example.toml");
    let good = run(&["check", "--config", example.to_str().unwrap()], &COMPLETE);
    assert_eq!(good.status.code(), Some(0), "{}", text(&good.stderr));

    // With every key it explains switched on, it is complete but for what the keys point to.
    let explained: String = std::fs::read_to_string(example).unwrap();
    let switched_on: String = explained
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(key) if key.contains(" = ") || key.starts_with('[') => format!("{key}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all.toml");
    std::fs::write(&all, switched_on).unwrap();
    let refused = run(&["check", "--config", all.to_str().unwrap()], &[]);
    let said = text(&refused.stderr);
    assert!(!said.contains("no setting of this version"), "{said}");
    assert!(said.contains("cannot read /run/secrets/feishu_app_secret"), "{said}");
}

#[test]
fn render_shows_the_card_of_a_template_without_credentials() {
    let shown = run(&["render", "working"], &[]);
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    let card: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(card["header"]["title"]["i18n_content"]["en_us"], "Looking it up");

    let refused = run(&["render", "workign"], &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr)
            .contains("\"workign\" is no card and no page: it is one of working, ")
    );
}

#[test]
fn render_shows_a_page_in_the_language_asked_for() {
    for (name, language, title) in [
        ("report", "en_us", "<title>Meeting quality"),
        ("pages/nothing.html.j2", "zh_cn", "<html lang=\"zh-CN\">"),
    ] {
        let shown = run(&["render", name, "--language", language], &[]);
        assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
        let page = text(&shown.stdout);
        assert!(page.starts_with("<!doctype html>") && page.contains(title), "{page}");
    }
    let refused = run(&["render", "frame"], &[]);
    let said = text(&refused.stderr);
    assert!(
        said.contains("result, wrong_command, user_error, ") && said.contains(", report, nothing"),
        "{said}"
    );
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let commands: [&[&str]; 4] = [
        &["render", "result"],
        &["render", "report"],
        &["render", "report", "--print-data"],
        &["check"],
    ];
    for arguments in commands {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let ended = Command::new(env!("CARGO_BIN_EXE_quality-bot"))
            .args(arguments)
            .current_dir(tempfile::tempdir().unwrap().path())
            .env_clear()
            .envs(COMPLETE)
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .and_then(std::process::Child::wait_with_output)
            .unwrap();
        assert_eq!(text(&ended.stderr), "", "{arguments:?}");
        assert_eq!(ended.status.code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn render_takes_its_own_printed_data_and_names_what_is_missing() {
    let printed = run(&["render", "cards/result.json.j2", "--print-data"], &[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.json");
    let mut data: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    std::fs::write(&file, data.to_string()).unwrap();
    let path = file.to_str().unwrap();
    let again = run(&["render", "result", "--data", path], &[]);
    assert_eq!(text(&again.stdout), text(&run(&["render", "result"], &[]).stdout));

    data["answer"].as_object_mut().unwrap().remove("grade");
    std::fs::write(&file, data.to_string()).unwrap();
    let refused = run(&["render", "result", "--data", path], &[]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(
        said.contains("templates/cards/result.json.j2:") && said.contains("answer.grade"),
        "{said}"
    );

    std::fs::write(&file, "{\n  \"answer\": ,\n}").unwrap();
    let said = text(&run(&["render", "result", "--data", path], &[]).stderr);
    assert!(said.contains("data.json:2: "), "{said}");
}

#[test]
fn render_writes_every_sample_with_the_templates_of_a_directory() {
    let folder = tempfile::tempdir().unwrap();
    let cards = folder.path().join("mine/cards");
    std::fs::create_dir_all(&cards).unwrap();
    std::fs::write(cards.join("working.json.j2"), "{\"body\": {\"elements\": []}}").unwrap();
    let (mine, samples) = (folder.path().join("mine"), folder.path().join("samples"));
    let [mine, samples] = [&mine, &samples].map(|path| path.to_str().unwrap());
    let written = run(&["render", "--samples", samples, "--templates", mine], &[]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    let read = |name: &str| std::fs::read_to_string(format!("{samples}/{name}")).unwrap();
    assert!(!read("working.json").contains("header"));
    assert!(read("result-three-charts.json").contains("chart_spec"));
    assert!(read("report-poor.zh_cn.html").contains("<html lang=\"zh-CN\">"));
    assert!(read("nothing.en_us.html").contains("<html lang=\"en\">"));
}

/// A store's log of two days, with a line that a power cut tore.
fn log() -> (tempfile::TempDir, [String; 3]) {
    let look = |at: &str, by: &str, refused: &str| {
        format!(r#"{{"at":"{at}","tenant":"t","by":"{by}","about":"ou_x","meeting":"123456789","#)
            + &format!(r#""instance":"7","chat":"oc_1","how":"card","refused":{refused}}}"#)
    };
    let looks = [
        look("2026-10-31T15:59:59Z", "ou_a", "null"),
        look("2026-10-31T16:00:00Z", "ou_b", r#""not_there""#),
        look("2026-11-01T16:00:00Z", "ou_a", "null"),
    ];
    let store = tempfile::tempdir().unwrap();
    let folder = store.path().join("audit");
    std::fs::create_dir(&folder).unwrap();
    let october = format!("{}\n{}\n", looks[0], looks[1]);
    std::fs::write(folder.join("2026-10.jsonl"), october).unwrap();
    std::fs::write(folder.join("2026-11.jsonl"), format!("{{\"at\":\n{}\n", looks[2])).unwrap();
    (store, looks)
}

#[test]
fn audit_prints_the_looks_that_are_asked_for_without_credentials() {
    let (store, [a, b, c]) = log();
    let path = format!("sled:{}", store.path().to_str().unwrap());
    // Days are those of the settings: it is eight hours later in Shanghai.
    let table: [(&[&str], Vec<&String>); 6] = [
        (&[], vec![&a, &b, &c]),
        (&["--since", "2026-11-01"], vec![&b, &c]),
        (&["--until", "2026-11-01"], vec![&a, &b]),
        (&["--by", "ou_a", "--about", "ou_x", "--meeting", "123 456 789"], vec![&a, &c]),
        (&["--refused"], vec![&b]),
        (&["--meeting", "987654321"], vec![]),
    ];
    for (arguments, expected) in table {
        let by_argument = [&["audit", "--store", &path], arguments].concat();
        let by_setting = [&["audit"], arguments].concat();
        let settings = [("QUALITY_BOT_STORE", path.as_str())];
        for shown in [run(&by_argument, &[]), run(&by_setting, &settings)] {
            assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
            let expected: String = expected.iter().map(|look| format!("{look}\n")).collect();
            assert_eq!(text(&shown.stdout), expected, "{arguments:?}");
        }
    }
    let damaged = run(&["audit", "--store", &path], &[]);
    assert!(text(&damaged.stderr).contains("damaged and were left out: 1"), "{damaged:?}");
}

#[test]
fn audit_says_what_it_cannot_do() {
    for (arguments, said) in [
        (["--store", "sled:missing"], "cannot read missing"),
        (["--store", "missing"], "must be sled:PATH"),
        (["--since", "yesterday"], "--since"),
        (["--meeting", "12345678"], "a meeting number has nine digits"),
    ] {
        let refused = run(&[&["audit"], &arguments[..]].concat(), &[]);
        assert_ne!(refused.status.code(), Some(0), "{arguments:?}");
        assert!(text(&refused.stderr).contains(said), "{}", text(&refused.stderr));
        assert!(refused.stdout.is_empty());
    }
}
