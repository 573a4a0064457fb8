//! Where a setting comes from: the environment first, then the file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

use crate::quality::rules::Rules;

/// One thing that is wrong, with the name of the setting. Never holds a secret's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub key: String,
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.what)
    }
}

/// The name of a setting in both places.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Such as `FEISHU_APP_ID`.
    pub env: &'static str,
    /// Such as `feishu.app_id`.
    pub file: &'static str,
}

/// The environment and the file, and what was found wrong while reading them.
pub struct Source {
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    /// The `[rules]` of the file: a structure of its own.
    rules: toml::Table,
    known: BTreeSet<String>,
    problems: Vec<Problem>,
    warnings: Vec<String>,
}

impl fmt::Debug for Source {
    /// Values stay out: some are secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("problems", &self.problems).finish_non_exhaustive()
    }
}

impl Source {
    /// Reads the process's environment, and the settings file if there is one.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn open(file: Option<&Path>) -> Result<Self, Problem> {
        // A variable that is no Unicode cannot be one of ours.
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let named = file
            .map(Path::to_path_buf)
            .or_else(|| environment.get("QUALITY_BOT_CONFIG").map(PathBuf::from));
        let path = named.clone().unwrap_or_else(|| PathBuf::from(super::DEFAULT_FILE));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => {
                String::new()
            }
            Err(error) => return Err(problem(&path.display().to_string(), error)),
        };
        Self::new(environment, &text)
            .map_err(|what| Problem { key: path.display().to_string(), what })
    }

    /// From an environment and a file's text. The error names the place in the text.
    pub fn new(environment: BTreeMap<String, String>, text: &str) -> Result<Self, String> {
        let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            // The error's own Display quotes the line, which may hold a secret.
            let line = error.span().map_or(0, |span| text.get(..span.start).map_or(0, count_lines));
            format!("line {}: {}", line + 1, error.message())
        })?;
        let rules = match table.remove("rules") {
            None => toml::Table::new(),
            Some(toml::Value::Table(rules)) => rules,
            Some(_) => return Err("rules must be a table".to_owned()),
        };
        let mut file = BTreeMap::new();
        flatten("", &table, &mut file)?;
        Ok(Self {
            environment,
            file,
            rules,
            known: BTreeSet::from(["QUALITY_BOT_CONFIG".to_owned()]),
            problems: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// The text of a setting; an empty one counts as not set.
    pub fn text(&mut self, key: Key) -> Option<String> {
        self.known.insert(key.env.to_owned());
        self.known.insert(key.file.to_owned());
        let value = self.environment.get(key.env).or_else(|| self.file.get(key.file));
        value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The text of a setting that must be there.
    pub fn required(&mut self, key: Key) -> Option<String> {
        let found = self.text(key);
        if found.is_none() {
            self.missing(key);
        }
        found
    }

    /// A secret: given as it is, or as the path of a file that holds it (`…_FILE`, `…_file`).
    pub fn secret(&mut self, key: Key) -> Option<SecretString> {
        let (env, file) = (format!("{}_FILE", key.env), format!("{}_file", key.file));
        let path = self.environment.get(&env).or_else(|| self.file.get(&file)).cloned();
        self.known.extend([env.clone(), file]);
        let given = self.text(key);
        match (given, path) {
            (Some(_), Some(_)) => {
                self.wrong(key, format!("is given twice: as it is and by {env}"));
                None
            }
            (given, None) => given.map(SecretString::from),
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(text) if !text.trim().is_empty() => Some(SecretString::from(text.trim())),
                Ok(_) => {
                    self.wrong(key, format!("the file {path} is empty"));
                    None
                }
                Err(error) => {
                    self.wrong(key, format!("cannot read {path}: {error}"));
                    None
                }
            },
        }
    }

    /// A secret that must be there.
    pub fn required_secret(&mut self, key: Key) -> Option<SecretString> {
        let before = self.problems.len();
        let found = self.secret(key);
        if found.is_none() && self.problems.len() == before {
            self.missing(key);
        }
        found
    }

    /// A setting read by `parse`, or `default` when it is not set. What `parse` refuses is
    /// reported in its own words.
    pub fn parsed<T>(
        &mut self,
        key: Key,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let Some(text) = self.text(key) else { return Some(default) };
        match parse(&text) {
            Ok(value) => Some(value),
            Err(what) => {
                self.wrong(key, format!("“{text}” {what}"));
                None
            }
        }
    }

    /// How everything is judged: the `[rules]` of the file over the defaults.
    pub fn rules(&mut self) -> Option<Rules> {
        let found = std::mem::take(&mut self.rules);
        let wrong = match Rules::deserialize(found) {
            Ok(rules) => match rules.check() {
                wrong if wrong.is_empty() => return Some(rules),
                wrong => wrong,
            },
            Err(error) => vec![error.to_string().trim().replace('\n', " ")],
        };
        let problem = |what| Problem { key: "rules".to_owned(), what };
        self.problems.extend(wrong.into_iter().map(problem));
        None
    }

    /// Reports a setting that is wrong.
    pub fn wrong(&mut self, key: Key, what: String) {
        self.problems.push(Problem { key: key.env.to_owned(), what });
    }

    /// Says something at start-up that does not stop it.
    pub fn warn(&mut self, what: String) {
        self.warnings.push(what);
    }

    /// Everything that was wrong; unknown names in the file are, unknown variables are only
    /// warned about, since the environment is shared.
    pub fn finish(mut self) -> (Vec<Problem>, Vec<String>) {
        for key in self.file.keys().filter(|key| !self.known.contains(*key)) {
            let what = "is no setting of this version".to_owned();
            self.problems.push(Problem { key: key.clone(), what });
        }
        let ours = |name: &&String| name.starts_with("QUALITY_BOT_") || name.starts_with("FEISHU_");
        for name in self.environment.keys().filter(ours) {
            if !self.known.contains(name) {
                self.warnings.push(format!("{name} is no setting of this version, and is ignored"));
            }
        }
        (self.problems, self.warnings)
    }

    /// What was wrong with the settings that were read, for whoever does not read all of them.
    pub fn problems(self) -> Vec<Problem> {
        self.problems
    }

    fn missing(&mut self, key: Key) {
        self.wrong(key, format!("is required (or `{}` in the file)", key.file));
    }
}

fn problem(key: &str, what: impl fmt::Display) -> Problem {
    Problem { key: key.to_owned(), what: what.to_string() }
}

fn count_lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// `[feishu] app_id` becomes `feishu.app_id`.
fn flatten(
    prefix: &str,
    table: &toml::Table,
    into: &mut BTreeMap<String, String>,
) -> Result<(), String> {
    for (name, value) in table {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let text = match value {
            toml::Value::Table(inner) => {
                flatten(&path, inner, into)?;
                continue;
            }
            toml::Value::String(text) => text.clone(),
            toml::Value::Integer(number) => number.to_string(),
            _ => return Err(format!("{path} must be a text or a whole number")),
        };
        into.insert(path, text);
    }
    Ok(())
}
