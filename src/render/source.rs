//! The files cards and pages are made of: built in, or overridden by files of the same names in a directory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// A template or a file of texts that cannot be used, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The file; for one that is built in, its path in this repository.
    pub file: String,
    pub line: Option<usize>,
    pub why: String,
}

impl std::error::Error for TemplateError {}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.why),
            None => write!(f, "{}: {}", self.file, self.why),
        }
    }
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        /// Path below `templates/`, and content.
        const BUILT_IN: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../templates/", $name)))),*];
    };
}

built_in![
    "cards/buttons.json.j2",
    "cards/cancelled.json.j2",
    "cards/card.json.j2",
    "cards/chart.json.j2",
    "cards/design.json.j2",
    "cards/details.json.j2",
    "cards/doctor.json.j2",
    "cards/explained.json.j2",
    "cards/fault.json.j2",
    "cards/file_sent.json.j2",
    "cards/forgotten.json.j2",
    "cards/form.json.j2",
    "cards/help.json.j2",
    "cards/pair.json.j2",
    "cards/picker.json.j2",
    "cards/private.json.j2",
    "cards/progress.json.j2",
    "cards/recent.json.j2",
    "cards/refused.json.j2",
    "cards/result.json.j2",
    "cards/share_asked.json.j2",
    "cards/take_along.json.j2",
    "cards/to_you_alone.json.j2",
    "cards/trend.json.j2",
    "cards/usages.json.j2",
    "cards/user_error.json.j2",
    "cards/watches.json.j2",
    "cards/watching.json.j2",
    "cards/whole.json.j2",
    "cards/working.json.j2",
    "cards/wrong_command.json.j2",
    "pages/frame.html.j2",
    "pages/nothing.html.j2",
    "pages/page.css",
    "pages/report.html.j2",
    "text/en_us.toml",
    "text/zh_cn.toml",
];

/// Folders that hold files, with the ending that the files have.
const FOLDERS: [(&str, &str); 4] =
    [("cards", ".j2"), ("pages", ".j2"), ("pages", ".css"), ("text", ".toml")];

/// All files, with those an operator put in their place.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources {
    directory: Option<String>,
    overrides: BTreeMap<String, String>,
}

impl Sources {
    /// The built-in files alone.
    pub(super) fn built_in() -> Self {
        Self::default()
    }

    /// Reads the overrides. A file that overrides nothing is an error, since it is most likely a
    /// misspelt one.
    pub(super) fn overridden_by(directory: &Path) -> Result<Self, TemplateError> {
        let mut overrides = BTreeMap::new();
        let mut folders = 0;
        for (folder, ending) in FOLDERS {
            let path = directory.join(folder);
            if !path.is_dir() {
                continue;
            }
            folders += 1;
            for entry in path.read_dir().map_err(|error| unreadable(&path, &error))? {
                let file = entry.map_err(|error| unreadable(&path, &error))?;
                let name = file.file_name().to_string_lossy().into_owned();
                if name.ends_with(ending) {
                    overrides.insert(format!("{folder}/{name}"), read(&file.path())?);
                }
            }
        }
        if folders == 0 {
            return Err(error_in(directory, "is no directory that holds cards/, pages/ or text/"));
        }
        Ok(Self { directory: Some(directory.display().to_string()), overrides })
    }

    /// The names of all files in a folder.
    pub(super) fn names(folder: &str) -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name).filter(move |name| name.starts_with(folder))
    }

    /// The built-in content of a file.
    pub(super) fn original(name: &str) -> &'static str {
        BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, content)| content)
    }

    /// What the operator put in the place of a file.
    pub(super) fn replacement(&self, name: &str) -> Option<&str> {
        self.overrides.get(name).map(String::as_str)
    }

    /// The content of a file: what the operator put in its place, or the built-in one.
    pub(super) fn content(&self, name: &str) -> &str {
        self.replacement(name).unwrap_or_else(|| Sources::original(name))
    }

    /// Where the content of a file comes from, for people.
    pub(super) fn place(&self, name: &str) -> String {
        match (&self.directory, self.replacement(name)) {
            (Some(directory), Some(_)) => format!("{directory}/{name}"),
            _ => format!("templates/{name}"),
        }
    }

    /// An error in a file.
    pub(super) fn error(
        &self,
        name: &str,
        line: Option<usize>,
        why: impl Into<Cow<'static, str>>,
    ) -> TemplateError {
        TemplateError { file: self.place(name), line, why: why.into().into_owned() }
    }
}

fn read(path: &Path) -> Result<String, TemplateError> {
    let known = |name: &&str| path.ends_with(name);
    if !BUILT_IN.iter().map(|(name, _)| *name).any(|name| known(&name)) {
        return Err(error_in(
            path,
            "overrides nothing: there is no such file among the built-in ones",
        ));
    }
    std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &std::io::Error) -> TemplateError {
    error_in(path, &format!("cannot be read: {error}"))
}

fn error_in(path: &Path, why: &str) -> TemplateError {
    TemplateError { file: path.display().to_string(), line: None, why: why.to_owned() }
}
