//! The house stays as it is drawn: which room may use which, who reads clock and environment, and
//! how long a file may be.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and what it may `use` of this crate. `app` alone means all of it; `app::ports` only that.
/// The vocabulary that adapters share with the use cases is `app`'s ports, answer, error, inbound.
const EDGES: &[(&str, &[&str])] = &[
    ("quality", &[]),
    ("command", &["quality"]),
    ("app", &["quality", "command", "clock"]),
    ("feishu", &["quality", "settings", "clock", "telemetry", PORTS, ANSWER, ERROR, INBOUND]),
    ("render", &["quality", "command", "settings", PORTS, ANSWER, ERROR]),
    ("store", &["quality", "clock", PORTS, ANSWER, ERROR, INBOUND]),
    ("inbox", &["store", "clock", "telemetry", PORTS, ERROR, INBOUND]),
    ("ingress", &["feishu", "inbox", "settings", "clock", "telemetry", ERROR, INBOUND]),
    ("analyze", &["quality", "render", "settings"]),
    ("settings", &[]),
    ("simulator", &[]),
    ("clock", &[]),
    ("telemetry", &[]),
];
const PORTS: &str = "app::ports";
const ANSWER: &str = "app::answer";
const ERROR: &str = "app::error";
const INBOUND: &str = "app::inbound";

/// Crates that belong to one room.
const CRATES: &[(&str, &[&str])] = &[
    ("actix_web", &["ingress", "simulator", "startup"]),
    ("reqwest", &["feishu", "simulator"]),
    ("sled", &["store"]),
    ("minijinja", &["render"]),
    (
        "tokio",
        &[
            "app",
            "feishu",
            "inbox",
            "store",
            "ingress",
            "simulator",
            "startup",
            "clock",
            "main",
            "demo",
        ],
    ),
];

/// Wiring: may use every room, and holds no logic.
const WIRING: &[&str] = &["startup", "cli", "demo", "main", "lib"];

const LONGEST_FILE: usize = 450;

struct SourceFile {
    path: PathBuf,
    room: String,
    production: String,
}

/// Every source file below `src`, without its tests and comments.
fn sources() -> Vec<SourceFile> {
    let mut paths = Vec::new();
    collect(Path::new("src"), &mut paths);
    assert!(paths.len() > 20, "run from the package's folder");
    let tests: BTreeSet<PathBuf> = paths.iter().flat_map(test_modules).collect();
    let is_test =
        |path: &Path| path.ancestors().any(|part| tests.contains(&part.with_extension("")));
    paths.into_iter().filter(|path| !is_test(path)).map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// Where the modules are that a file declares for tests only, without their ending.
fn test_modules(path: &PathBuf) -> Vec<PathBuf> {
    let folder = match path.file_name().unwrap().to_str().unwrap() {
        "mod.rs" | "lib.rs" => path.parent().unwrap().to_owned(),
        _ => path.with_extension(""),
    };
    let text = fs::read_to_string(path).unwrap();
    let declared = text.split("#[cfg(test)]\n").skip(1).filter_map(|after| {
        let declaration = after.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        declaration.strip_prefix("mod ")?.split_once(';').map(|(name, _)| folder.join(name))
    });
    declared.collect()
}

fn read(path: PathBuf) -> SourceFile {
    let text = fs::read_to_string(&path).unwrap();
    let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let production = production
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let first = path.iter().nth(1).unwrap().to_str().unwrap();
    let room = first.trim_end_matches(".rs").to_owned();
    SourceFile { path, room, production }
}

/// The paths behind each `crate::` in a text: `crate::a::{b, c::D}` gives `a::b` and `a::c`.
fn edges(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for after in text.split("crate::").skip(1) {
        let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let rest = after.trim_start_matches(name.as_str());
        let Some(rest) = rest.strip_prefix("::") else {
            found.insert(name);
            continue;
        };
        let inner = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap(),
            None => rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap(),
        };
        for item in inner.split(',') {
            let item = item.trim().split("::").next().unwrap();
            if !item.is_empty() {
                found.insert(format!("{name}::{item}"));
            }
        }
    }
    found
}

fn allowed(edge: &str, room: &str, list: &[&str]) -> bool {
    let target = edge.split("::").next().unwrap();
    target == room || list.contains(&target) || list.contains(&edge)
}

#[test]
fn rooms_use_only_what_the_drawing_allows() {
    let mut wrong = Vec::new();
    for file in sources() {
        if WIRING.contains(&file.room.as_str()) {
            continue;
        }
        let Some((_, list)) = EDGES.iter().find(|(room, _)| *room == file.room) else {
            wrong.push(format!("{}: the drawing has no room “{}”", file.path.display(), file.room));
            continue;
        };
        for edge in edges(&file.production) {
            if !allowed(&edge, &file.room, list) {
                wrong.push(format!("{}: uses {edge}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (name, rooms) in CRATES {
            // `crate::store::sled::…` is ours, `sled::…` is not.
            let path = format!("{name}::");
            let mut places = file.production.match_indices(&path);
            let used = places.any(|(at, _)| !file.production[..at].ends_with("::"));
            if used && !rooms.contains(&file.room.as_str()) {
                wrong.push(format!("{}: uses {name}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut wrong = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file.path).unwrap();
        if !text.starts_with("//! ") {
            wrong.push(format!("{}: does not open with its purpose", file.path.display()));
        }
        let lines = file.production.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines", file.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_drawing_itself_can_be_wrong() {
    let found = edges("use crate::app::{ports::Meetings, error};\nuse crate::clock::SharedClock;");
    assert_eq!(found, ["app::error", "app::ports", "clock::SharedClock"].map(String::from).into());
    assert!(!allowed("store::sled", "feishu", EDGES[3].1));
    assert!(!allowed("app::dispatch", "feishu", EDGES[3].1));
    assert!(allowed("app::ports", "feishu", EDGES[3].1));
}
