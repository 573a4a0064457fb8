//! Opening a database that did not close well.
//!
//! Invariants: nothing but sled's own snapshots is ever deleted, and not before everything was
//! copied aside; a snapshot only saves reading the log again, so its loss loses nothing; what
//! cannot be opened is refused, never replaced by an empty database. A copy lives no longer than the
//! things in it may.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sled::Error;

use super::tables::{Tables, failed};
use crate::app::error::StoreError;

/// Why it did not open.
enum Trouble {
    /// Repairing may help.
    Damaged(String),
    /// It will not.
    Refused(StoreError),
}

/// What may be deleted in each try: snapshots that were never finished, then all.
const REPAIRS: [fn(&str) -> bool; 2] = [
    |name| name.starts_with("snap.") && name.ends_with(".generating"),
    |name| name.starts_with("snap."),
];

/// Opens the database in `root/sled`, repairing it if it must.
pub(super) fn open(root: &Path) -> Result<Tables, StoreError> {
    let directory = root.join("sled");
    let mut damage = match attempt(&directory) {
        Ok(tables) => return Ok(tables),
        Err(Trouble::Refused(error)) => return Err(error),
        Err(Trouble::Damaged(why)) => why,
    };
    let copy = copy_aside(root, &directory)
        .map_err(|error| StoreError(format!("{damage}; copying it aside failed: {error}")))?;
    tracing::warn!(%damage, copy = %copy.display(), "the database is damaged: repairing it");
    for repair in REPAIRS {
        delete(&directory, repair)
            .map_err(|error| StoreError(format!("{damage}; deleting snapshots failed: {error}")))?;
        match attempt(&directory) {
            Ok(tables) => {
                tracing::warn!(copy = %copy.display(), "the database is repaired");
                return Ok(tables);
            }
            Err(Trouble::Refused(error)) => return Err(error),
            Err(Trouble::Damaged(why)) => damage = why,
        }
    }
    Err(StoreError(format!(
        "the database in {} is damaged and cannot be repaired: {damage}. As it was found it is in \
         {}. Put back a backup of {}; or move it away to begin again, empty",
        directory.display(),
        copy.display(),
        root.display()
    )))
}

/// sled reports some damage by a panic.
fn attempt(directory: &Path) -> Result<Tables, Trouble> {
    match catch_unwind(AssertUnwindSafe(|| Tables::open(directory))) {
        Ok(Ok(tables)) => Ok(tables),
        Ok(Err(error @ (Error::Corruption { .. } | Error::ReportableBug(_)))) => {
            Err(Trouble::Damaged(error.to_string()))
        }
        Ok(Err(error)) => Err(Trouble::Refused(failed(error))),
        Err(_) => Err(Trouble::Damaged("sled panicked while opening it".to_owned())),
    }
}

/// The folder of a copy, with its number.
const COPY: &str = "damaged-";

/// Into the first free `damaged-<n>` beside it, on the same volume.
fn copy_aside(root: &Path, directory: &Path) -> io::Result<PathBuf> {
    let free = (1..).map(|n: u32| root.join(format!("{COPY}{n}"))).find(|path| !path.exists());
    let copy = free.ok_or(io::ErrorKind::AlreadyExists)?;
    copy_all(directory, &copy)?;
    Ok(copy)
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
            File::open(&target)?.sync_all()?;
        }
    }
    File::open(to)?.sync_all()
}

/// Removes the copies that were made at `until` or before, by the time of their folders; how many.
pub(super) fn remove_copies(root: &Path, until: Timestamp) -> io::Result<usize> {
    let mut removed = 0;
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let is_copy = entry.file_name().to_str().is_some_and(|name| name.starts_with(COPY));
        if !is_copy || !entry.file_type()?.is_dir() {
            continue;
        }
        let made = Timestamp::try_from(entry.metadata()?.modified()?).map_err(io::Error::other)?;
        if made <= until {
            fs::remove_dir_all(entry.path())?;
            removed += 1;
        }
    }
    if removed > 0 {
        File::open(root)?.sync_all()?;
    }
    Ok(removed)
}

fn delete(directory: &Path, which: fn(&str) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_name().to_str().is_some_and(which) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Makes the files' names and sled's settings durable, which sled leaves to chance.
pub(super) fn sync_files(root: &Path) -> Result<(), StoreError> {
    let directory = root.join("sled");
    let parent = root.parent().filter(|parent| !parent.as_os_str().is_empty());
    let files = [directory.join("conf"), directory.join("db"), directory, root.to_owned()];
    for file in files.iter().map(PathBuf::as_path).chain(parent) {
        File::open(file)
            .and_then(|file| file.sync_all())
            .map_err(|error| StoreError(format!("fsync of {}: {error}", file.display())))?;
    }
    Ok(())
}
