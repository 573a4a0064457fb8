//! The command line, as an operator meets it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use std::path::Path;
use std::process::{Command, Output};

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

    let limited = run(&["check"], &[&COMPLETE[..4], &[("QUALITY_BOT_ACCESS", "self")]].concat());
    let said = text(&limited.stdout);
    assert!(said.starts_with("warning: QUALITY_BOT_ACCESS is “self”"), "{said}");
    assert!(!said.contains("the-"), "{said}");
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
