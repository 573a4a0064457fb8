//! What an operator may write, and what is said about the rest.

use std::collections::BTreeMap;

use secrecy::ExposeSecret;

use super::*;
use crate::quality::semantics::DelayIs;

const COMPLETE: [(&str, &str); 4] = [
    ("FEISHU_APP_ID", "cli_1"),
    ("FEISHU_APP_SECRET", "app-secret-value"),
    ("FEISHU_ENCRYPT_KEY", "encrypt-key-value"),
    ("FEISHU_VERIFICATION_TOKEN", "token-value"),
];

fn load(changes: &[(&str, &str)], file: &str) -> Result<Settings, Vec<String>> {
    let mut environment: BTreeMap<String, String> =
        COMPLETE.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    for (name, value) in changes {
        environment.insert((*name).to_owned(), (*value).to_owned());
    }
    let source = Source::new(environment, file).map_err(|what| vec![what])?;
    Settings::from_source(source)
        .map_err(|problems| problems.0.iter().map(ToString::to_string).collect())
}

#[test]
fn four_variables_are_enough() {
    let settings = load(&[], "").unwrap();
    assert_eq!(settings.feishu.base_url.url().as_str(), "https://open.feishu.cn/");
    assert_eq!(settings.serving.listen.to_string(), "0.0.0.0:8080");
    assert_eq!(settings.store.path.to_str(), Some("./data"));
    assert_eq!(settings.answer.lookback_days, 30);
    assert_eq!(settings.answer.language, Language::ZhCn);
    assert_eq!(settings.answer.access, Access::Meeting);
    assert_eq!(settings.answer.support, Vec::<String>::new());
    assert_eq!(settings.warnings, Vec::<String>::new());
}

#[test]
fn judgements_are_kept_at_least_as_long_as_minutes() {
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let (raw, judgements) = ("QUALITY_BOT_RETENTION_DAYS", "QUALITY_BOT_JUDGEMENT_DAYS");
    for (given, raw, judgements) in [
        (vec![], 30, 365),
        (vec![(judgements, "30")], 30, 30),
        (vec![(raw, "1"), (judgements, "1")], 1, 1),
        (vec![(judgements, "3650")], 30, 3650),
        // Who only ever said how long minutes are kept said nothing wrong.
        (vec![(raw, "400")], 400, 400),
    ] {
        let store = load(&given, "").unwrap().store;
        assert_eq!((store.retention, store.judgements), (raw * day, judgements * day), "{given:?}");
    }
    for (given, what) in [
        ([(raw, "30"), (judgements, "29")], "“29” is less than QUALITY_BOT_RETENTION_DAYS"),
        ([(raw, "30"), (judgements, "0")], "“0” must be 1 to 3650 days"),
        ([(raw, "30"), (judgements, "3651")], "“3651” must be 1 to 3650 days"),
        ([(raw, "30"), (judgements, "a year")], "“a year” must be 1 to 3650 days"),
    ] {
        let problems = load(&given, "").unwrap_err();
        assert_eq!(problems, [format!("{judgements}: {what}")]);
    }
    assert_eq!(load(&[], "judgement_days = 90").unwrap().store.judgements, 90 * day);
}

#[test]
fn the_support_team_is_a_list_of_people_and_chats() {
    for (text, expected) in
        [("", vec![]), ("ou_1", vec!["ou_1"]), (" ou_1 , oc_2,,", vec!["ou_1", "oc_2"])]
    {
        assert_eq!(load(&[("QUALITY_BOT_SUPPORT", text)], "").unwrap().answer.support, expected);
    }
    assert_eq!(load(&[], "support = 'oc_1,ou_2'").unwrap().answer.support, ["oc_1", "ou_2"]);
    for wrong in ["on_1", "张三", "ou_1, me"] {
        let problems = load(&[("QUALITY_BOT_SUPPORT", wrong)], "").unwrap_err();
        assert!(
            problems[0].contains("is neither a person (ou_…) nor a chat (oc_…)"),
            "{problems:?}"
        );
    }
}

#[test]
fn links_have_an_address_a_secret_and_an_end() {
    let links = load(&[], "").unwrap().links;
    assert_eq!((links.public_url, links.secret.is_none()), (None, true));
    assert_eq!(links.lifetime.as_hours(), 7 * 24);
    let secret = "a link secret of at least 32 bytes";
    let given = [
        ("QUALITY_BOT_PUBLIC_URL", "http://quality.example.com/bot/"),
        ("QUALITY_BOT_LINK_SECRET", secret),
        ("QUALITY_BOT_LINK_DAYS", "1"),
    ];
    let settings = load(&given, "").unwrap();
    let unencrypted = |it: &String| it.contains("QUALITY_BOT_PUBLIC_URL is not encrypted");
    assert!(settings.warnings.iter().any(unencrypted), "{:?}", settings.warnings);
    assert!(!format!("{:?}", settings.links).contains(secret));
    let links = settings.links;
    assert_eq!(links.public_url.as_deref(), Some("http://quality.example.com/bot"));
    assert_eq!(links.secret.unwrap().expose_secret(), secret);
    assert_eq!(links.lifetime.as_hours(), 24);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let wrong = [
        ("FEISHU_APP_ID", ""),
        ("FEISHU_ENCRYPT_KEY", " "),
        ("FEISHU_BASE_URL", "http://open.feishu.cn"),
        ("QUALITY_BOT_LISTEN", "8080"),
        ("QUALITY_BOT_STORE", "postgres://db"),
        ("QUALITY_BOT_ACCESS", "everyone"),
        ("QUALITY_BOT_LOOKBACK_DAYS", "366"),
        ("QUALITY_BOT_RETENTION_DAYS", "0"),
        ("QUALITY_BOT_JUDGEMENT_DAYS", "0"),
        ("QUALITY_BOT_SUPPORT", "everybody"),
        ("QUALITY_BOT_TIMEZONE", "Mars/Olympus"),
        ("QUALITY_BOT_LANGUAGE", "klingon"),
        ("QUALITY_BOT_TEMPLATES", "/no/such/place"),
        ("QUALITY_BOT_LOG", "a=b=c"),
        ("QUALITY_BOT_PUBLIC_URL", "quality.example.com"),
        ("QUALITY_BOT_LINK_SECRET", "31 bytes are one byte too few.."),
        ("QUALITY_BOT_LINK_DAYS", "91"),
    ];
    let problems = load(&wrong, "").unwrap_err();
    for (name, _) in wrong {
        assert!(problems.iter().any(|problem| problem.starts_with(name)), "{name}: {problems:?}");
    }
    assert_eq!(problems.len(), wrong.len());
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = "listen = '127.0.0.1:1'\naccess = 'open'\n[feishu]\napp_id = 'cli_file'";
    let settings = load(&[("QUALITY_BOT_LISTEN", "127.0.0.1:2")], file).unwrap();
    assert_eq!(settings.serving.listen.port(), 2);
    assert_eq!(settings.answer.access, Access::Open);
    assert_eq!(settings.feishu.app_id, "cli_1");
    assert!(settings.warnings.is_empty());
}

#[test]
fn names_that_do_not_exist_do_not_pass_unseen() {
    let problems = load(&[], "lisen = '127.0.0.1:1'").unwrap_err();
    assert_eq!(problems, ["lisen: is no setting of this version"]);
    let settings = load(&[("QUALITY_BOT_LISEN", "x")], "access = 'open'").unwrap();
    assert_eq!(
        settings.warnings,
        ["QUALITY_BOT_LISEN is no setting of this version, and is ignored"]
    );
}

#[test]
fn a_broken_file_is_named_by_line_without_quoting_it() {
    let problems = load(&[], "access = 'open'\n[feishu]\napp_secret = 'hush\n").unwrap_err();
    assert!(problems[0].starts_with("line 3:"), "{problems:?}");
    assert!(!problems[0].contains("hush"));
}

#[test]
fn a_tenant_who_knows_better_changes_a_line() {
    let file = "[rules.semantics]\nnetwork_delay = 'one_way'\n\
                [rules.thresholds.audio_jitter]\nfair = 20\npoor = 40\n";
    let rules = load(&[], file).unwrap().rules;
    assert_eq!(rules.semantics.network_delay, DelayIs::OneWay);
    assert_eq!(rules.thresholds.audio_jitter.poor, 40.0);
    assert_eq!(rules.thresholds.packet_loss_avg, Rules::default().thresholds.packet_loss_avg);

    for (file, what) in [
        ("[rules.thresholds.audio_jitter]\nfair = 50\npoor = 40", "thresholds.audio_jitter"),
        ("[rules.thresholds]\naudio_giggle = 1", "audio_giggle"),
        ("rules = 1", "rules must be a table"),
    ] {
        let problems = load(&[], file).unwrap_err();
        assert!(problems.len() == 1 && problems[0].contains(what), "{problems:?}");
    }
}

#[test]
fn secrets_may_stand_in_files_and_never_in_debug_output() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("key");
    std::fs::write(&path, "previous-key-value\n").unwrap();
    let path = path.to_str().unwrap();
    let settings = load(&[("FEISHU_ENCRYPT_KEY_PREVIOUS_FILE", path)], "").unwrap();
    let keys: Vec<_> =
        settings.webhook.encrypt_keys.iter().map(ExposeSecret::expose_secret).collect();
    assert_eq!(keys, ["encrypt-key-value", "previous-key-value"]);
    let shown = format!("{settings:?}");
    for secret in ["app-secret-value", "encrypt-key-value", "token-value", "previous-key-value"] {
        assert!(!shown.contains(secret));
    }
    let twice = load(&[("FEISHU_APP_SECRET_FILE", path)], "").unwrap_err();
    assert!(twice[0].contains("given twice"), "{twice:?}");
    let missing = load(&[("FEISHU_ENCRYPT_KEY_PREVIOUS_FILE", "/no/such/file")], "").unwrap_err();
    assert!(missing[0].contains("cannot read"), "{missing:?}");
}

#[test]
fn the_secret_is_only_sent_over_tls_or_inside_the_machine() {
    use BaseUrlError::{NotABase, NotEncrypted};
    let table = [
        ("https://open.feishu.cn", Ok(())),
        ("https://open.larksuite.com/", Ok(())),
        ("https://proxy.example.com:8443/feishu", Ok(())),
        ("http://127.0.0.1:9000", Ok(())),
        ("http://127.8.8.8", Ok(())),
        ("http://[::1]:9000", Ok(())),
        ("http://LOCALHOST:1", Ok(())),
        ("http://open.feishu.cn", Err(NotEncrypted)),
        ("http://localhost.example.com", Err(NotEncrypted)),
        ("http://127.0.0.1.example.com", Err(NotEncrypted)),
        ("http://0.0.0.0", Err(NotEncrypted)),
        ("http://10.0.0.1", Err(NotEncrypted)),
        ("ftp://127.0.0.1", Err(NotEncrypted)),
        ("file:///etc/passwd", Err(NotEncrypted)),
        ("data:text/plain,hi", Err(NotEncrypted)),
        ("open.feishu.cn", Err(NotABase)),
        ("https://user@open.feishu.cn", Err(NotABase)),
        ("http://user:pass@127.0.0.1", Err(NotABase)),
        ("https://open.feishu.cn/?a=b", Err(NotABase)),
        ("https://open.feishu.cn/#a", Err(NotABase)),
    ];
    for (url, expected) in table {
        assert_eq!(url.parse::<BaseUrl>().map(drop), expected, "{url}");
    }
}
