//! The audit log as files: a line a look, a file a month, beside the database.
//!
//! Invariants: reading needs no store to be open, so it works while the bot runs; what is damaged
//! is skipped and counted, and hides nothing else.
//!
//! `<store>/audit/2026-11.jsonl`; a month is one of UTC, by the time of the look.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::expired;
use crate::app::audit::Look;
use crate::quality::ids::{MeetingNo, OpenId, ParticipantId};

const FOLDER: &str = "audit";
const ENDING: &str = "jsonl";

/// A month of looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    first: Date,
}

impl Month {
    /// The month of a look.
    pub(super) fn of(at: Timestamp) -> Self {
        Self { first: TimeZone::UTC.to_datetime(at).date().first_of_month() }
    }

    /// The month of a file; `None` for a file that is none of the log's.
    pub(super) fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_stem()?.to_str()?;
        let first: Date = format!("{name}-01").parse().ok()?;
        let month = Self { first };
        (path.file_name() == Path::new(&month.file_name()).file_name()).then_some(month)
    }

    pub(super) fn file_name(self) -> String {
        format!("{}.{ENDING}", self.first.strftime("%Y-%m"))
    }

    fn start(self) -> Timestamp {
        self.first.to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |it| it.timestamp())
    }

    fn end(self) -> Timestamp {
        let next = self.first.checked_add(1.month()).map(|first| Self { first });
        next.map_or(Timestamp::MAX, Self::start)
    }

    /// Whether every look of it has lived its lifetime.
    pub(super) fn is_over(self, lifetime: Duration, now: Timestamp) -> bool {
        expired(self.end(), lifetime, now)
    }
}

/// Where the log of a store is.
pub(super) fn folder(store: &Path) -> PathBuf {
    store.join(FOLDER)
}

/// The files of a log, oldest first; none where nobody has looked yet.
pub(super) fn files(folder: &Path) -> io::Result<Vec<(Month, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        files.extend(Month::of_file(&path).map(|month| (month, path)));
    }
    files.sort();
    Ok(files)
}

/// Which looks to show; all that is absent does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub since: Option<Timestamp>,
    /// Not this moment itself.
    pub until: Option<Timestamp>,
    pub by: Option<OpenId>,
    /// Looks at everybody in a meeting are at nobody alone.
    pub about: Option<ParticipantId>,
    pub meeting: Option<MeetingNo>,
    /// Only what was refused.
    pub refused: bool,
}

impl Filter {
    fn takes(&self, look: &Look) -> bool {
        self.since.is_none_or(|since| look.at >= since)
            && self.until.is_none_or(|until| look.at < until)
            && self.by.as_ref().is_none_or(|by| look.by == *by)
            && self.about.as_ref().is_none_or(|about| look.about.as_ref() == Some(about))
            && self.meeting.is_none_or(|no| look.meeting == Some(no))
            && (!self.refused || look.refused.is_some())
    }

    fn takes_some_of(&self, month: Month) -> bool {
        self.since.is_none_or(|since| month.end() > since)
            && self.until.is_none_or(|until| month.start() < until)
    }
}

/// Why the log cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    #[error("cannot read {0}: {1}")]
    Log(PathBuf, io::Error),
    #[error("cannot write the output: {0}")]
    Output(io::Error),
}

/// Writes the looks that a filter takes, as they stand in the files, in the order of their times.
/// Returns how many lines were none.
///
/// # Errors
/// There is no such store, its log cannot be read, or the output cannot be written.
pub fn show(store: &Path, filter: &Filter, output: &mut dyn Write) -> Result<usize, AuditError> {
    let told = |path: &Path| {
        let path = path.to_owned();
        move |error| AuditError::Log(path, error)
    };
    fs::metadata(store).map_err(told(store))?;
    let folder = folder(store);
    let mut damaged = 0;
    for (month, path) in files(&folder).map_err(told(&folder))? {
        if !filter.takes_some_of(month) {
            continue;
        }
        let mut file = File::open(&path).map_err(told(&path))?;
        let found = find(&file, filter).map_err(told(&path))?;
        damaged += found.damaged;
        for (_, start, length) in found.lines {
            let mut line = vec![0; length];
            file.seek(SeekFrom::Start(start)).map_err(told(&path))?;
            file.read_exact(&mut line).map_err(told(&path))?;
            line.push(b'\n');
            output.write_all(&line).map_err(AuditError::Output)?;
        }
    }
    output.flush().map_err(AuditError::Output)?;
    Ok(damaged)
}

#[derive(Default)]
struct Found {
    /// Time, place in the file, and length without the end of the line.
    lines: Vec<(Timestamp, u64, usize)>,
    damaged: usize,
}

/// The lines that a filter takes. Those who looked at one moment may have been written in any order.
fn find(file: &File, filter: &Filter) -> io::Result<Found> {
    let (mut reader, mut found) = (BufReader::new(file), Found::default());
    let (mut line, mut start) = (Vec::new(), 0_u64);
    loop {
        line.clear();
        let read = reader.read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        match serde_json::from_slice::<Look>(text) {
            Ok(look) if filter.takes(&look) => found.lines.push((look.at, start, text.len())),
            Ok(_) => {}
            Err(_) => found.damaged += 1,
        }
        start += read as u64;
    }
    found.lines.sort_by_key(|(at, ..)| *at);
    Ok(found)
}

#[cfg(test)]
mod tests;
