//! The highest job id that may have been given out, in a small file of its own.
//!
//! sled can open *empty* without an error after a power cut. This file outlives that: a
//! database that knows of fewer jobs than the file has lost some, and is not opened. It also keeps
//! ids growing whatever happens to the queue.
//!
//! Ids are reserved in blocks: file first, then the database, inside the batch that uses them. So
//! the file is never more than one block ahead.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::app::error::StoreError;
use crate::store::JobId;

/// How many ids are reserved at once; a batch must not need more.
pub(super) const BLOCK: JobId = 4096;

#[derive(Debug)]
pub(super) struct Watermark {
    path: PathBuf,
    reserved: JobId,
}

impl Watermark {
    /// Reads the file and compares it with what the database knows (`None`: it is empty).
    pub(super) fn open(directory: &Path, known: Option<JobId>) -> Result<Self, StoreError> {
        let path = directory.join("last-job");
        let written = read(&path)?;
        let reserved = match (written, known) {
            (None, None) => 0,
            (None, Some(known)) => known,
            (Some(written), Some(known)) if written <= known.saturating_add(BLOCK) => {
                written.max(known)
            }
            (Some(written), known) => return Err(lost(&path, written, known.unwrap_or(0))),
        };
        Ok(Self { path, reserved })
    }

    /// Every id given out so far is at most this.
    pub(super) const fn reserved(&self) -> JobId {
        self.reserved
    }

    /// Sees to it that ids up to `last` may be given out.
    pub(super) fn reserve(&mut self, last: JobId) -> Result<(), StoreError> {
        if last > self.reserved {
            self.reserved += BLOCK;
            self.write()?;
        }
        Ok(())
    }

    /// Writes the file so that after a power cut it is the old or the new one.
    pub(super) fn write(&self) -> Result<(), StoreError> {
        let new = self.path.with_extension("new");
        let written = || -> std::io::Result<()> {
            let mut file = File::create(&new)?;
            writeln!(file, "{}", self.reserved)?;
            file.sync_all()?;
            fs::rename(&new, &self.path)?;
            self.path.parent().map_or(Ok(()), |directory| File::open(directory)?.sync_all())
        };
        written().map_err(|error| StoreError(format!("{}: {error}", self.path.display())))
    }
}

fn read(path: &Path) -> Result<Option<JobId>, StoreError> {
    let told = |why: &dyn std::fmt::Display| StoreError(format!("{}: {why}", path.display()));
    match fs::read_to_string(path) {
        Ok(text) => text.trim().parse().map(Some).map_err(|error| told(&error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

fn lost(path: &Path, written: JobId, known: JobId) -> StoreError {
    StoreError(format!(
        "the database has lost accepted jobs: {} tells of ids up to {written}, the database of ids \
         up to {known}. Put back a backup of the whole directory; or move the directory away to \
         begin again, empty",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_must_know_what_the_file_tells() {
        let cases = [
            (None, None, Some(0)),
            (None, Some(BLOCK), Some(BLOCK)),
            (Some("0\n"), Some(0), Some(0)),
            (Some("4096\n"), Some(0), Some(BLOCK)),
            (Some("4096\n"), Some(2 * BLOCK), Some(2 * BLOCK)),
            (Some("0\n"), None, None),
            (Some("4096\n"), None, None),
            (Some("8192\n"), Some(0), None),
            (Some("many\n"), Some(0), None),
        ];
        for (file, known, reserved) in cases {
            let directory = tempfile::tempdir().unwrap();
            if let Some(text) = file {
                fs::write(directory.path().join("last-job"), text).unwrap();
            }
            let opened = Watermark::open(directory.path(), known);
            assert_eq!(opened.ok().map(|mark| mark.reserved()), reserved, "{file:?} {known:?}");
        }
    }

    #[test]
    fn ids_are_reserved_a_block_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let mut mark = Watermark::open(directory.path(), None).unwrap();
        mark.reserve(1).unwrap();
        mark.reserve(BLOCK).unwrap();
        assert_eq!(mark.reserved(), BLOCK);
        mark.reserve(BLOCK + 1).unwrap();
        assert_eq!(read(&mark.path).unwrap(), Some(2 * BLOCK));
    }
}
