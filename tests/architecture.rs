//! The house stays as it is drawn: which room may use which, who reads clock and environment, how
//! long a file may be, and that what a comment cites is there.

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on says so")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room and what it may `use` of this crate. `app` alone means all of it; `app::ports` only that.
/// The vocabulary that adapters share with the use cases is `app`'s ports, answer, asked, audit,
/// error, inbound, told.
const EDGES: &[(&str, &[&str])] = &[
    ("quality", &[]),
    ("command", &["quality"]),
    ("app", &["quality", "command", "clock", LANGUAGE, ACCESS]),
    (
        "feishu",
        &["quality", "settings", "clock", "telemetry", PORTS, ANSWER, ASKED, ERROR, INBOUND],
    ),
    ("render", &["quality", "command", "settings", PORTS, ANSWER, ASKED, ERROR, INBOUND, TOLD]),
    ("store", &["quality", "clock", PORTS, ANSWER, ASKED, AUDIT, ERROR, INBOUND, TOLD]),
    ("inbox", &["store", "clock", "telemetry", PORTS, ERROR, INBOUND]),
    ("ingress", &["feishu", "inbox", "settings", "clock", "telemetry", PORTS, ERROR, INBOUND]),
    ("analyze", &["quality", "render", "settings"]),
    ("settings", &["quality"]),
    ("simulator", &[]),
    ("clock", &[]),
    ("telemetry", &[]),
];
const PORTS: &str = "app::ports";
const ANSWER: &str = "app::answer";
const ASKED: &str = "app::asked";
const AUDIT: &str = "app::audit";
const ERROR: &str = "app::error";
const INBOUND: &str = "app::inbound";
const TOLD: &str = "app::told";
const LANGUAGE: &str = "settings::Language";
const ACCESS: &str = "settings::Access";

/// Crates that belong to one room.
const CRATES: &[(&str, &[&str])] = &[
    ("actix_web", &["ingress", "simulator", "startup"]),
    ("reqwest", &["feishu", "simulator"]),
    ("sled", &["store"]),
    ("minijinja", &["render"]),
    ("csv", &["render"]),
    ("rust_xlsxwriter", &["render"]),
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

/// What comments cite by section, and where it stands.
const CITED: &[(&str, &str)] =
    &[("dossier", "docs/FEISHU.md"), ("quality model", "docs/QUALITY.md")];

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

/// The sections of a document, by number or by the first word of their heading.
fn sections(document: &str) -> BTreeSet<String> {
    let headings = document.lines().filter(|line| line.starts_with('#'));
    let first = |heading: &str| heading.trim_start_matches('#').split_whitespace().next().map(bare);
    headings.filter_map(first).collect()
}

/// The sections that a text cites of a document: `6.2, 6.6 and 14 (row 10)` behind its name are
/// three. What stands in brackets is an aside; the first word that cites nothing ends it.
fn citations(text: &str, document: &str) -> BTreeSet<String> {
    let line = |line: &str| line.trim_start().trim_start_matches(['/', '!']).to_lowercase();
    let text = text.lines().map(line).collect::<Vec<_>>().join(" ");
    let mut found = BTreeSet::new();
    for after in text.split(document).skip(1) {
        let mut aside = false;
        'citation: for word in after.split_whitespace() {
            if aside || word.starts_with('(') {
                aside = !word.contains(')');
                continue;
            }
            for part in word.split('–').map(bare) {
                match part.as_str() {
                    "" | "and" | "or" | "to" => {}
                    section if is_section(section) => drop(found.insert(part)),
                    _ => break 'citation,
                }
            }
            if word.ends_with(['.', ';', ':', ')']) {
                break;
            }
        }
    }
    found
}

/// A word as it is compared.
fn bare(word: &str) -> String {
    word.trim_matches([',', '.', ';', ':', ')', '"']).to_lowercase()
}

/// `14`, `6.11`, or a heading without a number; not `126006`.
fn is_section(word: &str) -> bool {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    ["conventions", "identifiers"].contains(&word)
        || word.split('.').all(|part| matches!(part.len(), 1 | 2) && digits(part))
}

#[test]
fn every_citation_of_the_dossier_or_the_quality_model_has_its_section() {
    let mut paths = Vec::new();
    collect(Path::new("src"), &mut paths);
    collect(Path::new("tests"), &mut paths);
    let mut wrong = Vec::new();
    for (name, document) in CITED {
        let sections = sections(&fs::read_to_string(document).unwrap());
        for path in &paths {
            let cited = citations(&fs::read_to_string(path).unwrap(), name);
            for section in cited.difference(&sections) {
                wrong.push(format!("{}: {document} has no {section}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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

#[test]
fn a_citation_is_read_as_people_write_it() {
    let table: [(&str, &[&str]); 9] = [
        ("(dossier 14, row 1).", &["14"]),
        ("(dossier 6.6, 126006)", &["6.6"]),
        ("dossier 6.1–6.6 and 10; 12 more", &["10", "6.1", "6.6"]),
        ("Dossier 6.2, 6.6 and 14 (row 10), quality model 5", &["14", "6.2", "6.6"]),
        ("dossier 1.7 (200 within 3 s, or again), 1.4 (log id)", &["1.4", "1.7"]),
        ("//! Dossier, \"Conventions\", and\n//! 10.", &["10", "conventions"]),
        ("every fact of the dossier. 5 of them", &[]),
        ("dossier 8.1, in which 9 people", &["8.1"]),
        ("(dossier, identifiers) (8.2)", &["identifiers"]),
    ];
    for (text, cited) in table {
        assert_eq!(
            citations(text, "dossier"),
            cited.iter().map(|&it| it.into()).collect(),
            "{text}"
        );
    }
    let document = "# 6. Meetings\n## 6.2 Texts\n6.3 is no heading\n## Conventions";
    assert_eq!(sections(document), ["6", "6.2", "conventions"].map(String::from).into());
}
