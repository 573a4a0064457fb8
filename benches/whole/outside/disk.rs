//! Results on disk, so that what is kept takes no memory.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use async_trait::async_trait;
use quality_bot::app::answer::*;
use quality_bot::app::error::StoreError;
use quality_bot::app::ports::*;
use quality_bot::quality::ids::ParticipantId;

/// A file a person, and how large they are together.
pub(crate) struct Disk {
    folder: tempfile::TempDir,
    bytes_kept: AtomicUsize,
}

impl Disk {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self { folder: tempfile::tempdir()?, bytes_kept: AtomicUsize::new(0) })
    }

    pub(crate) fn bytes_kept(&self) -> usize {
        self.bytes_kept.load(Ordering::Relaxed)
    }

    fn file(&self, person: &ParticipantId) -> PathBuf {
        self.folder.path().join(person.as_str())
    }
}

fn broken(error: &dyn std::fmt::Display) -> StoreError {
    StoreError(error.to_string())
}

#[async_trait]
impl Results for Disk {
    async fn find(
        &self,
        _: &str,
        _: &str,
        person: &ParticipantId,
    ) -> Result<Option<Kept>, StoreError> {
        let Ok(bytes) = fs::read(self.file(person)) else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|error| broken(&error))
    }

    async fn keep(&self, _: &str, kept: &Kept) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(kept).map_err(|error| broken(&error))?;
        self.bytes_kept.fetch_add(bytes.len(), Ordering::Relaxed);
        fs::write(self.file(&kept.person), bytes).map_err(|error| broken(&error))
    }

    async fn keep_part(
        &self,
        _: &str,
        session: &Session,
        place: usize,
        part: &Part,
    ) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(part).map_err(|error| broken(&error))?;
        let name = format!("{}.{place}", session.person.as_str());
        fs::write(self.folder.path().join(name), bytes).map_err(|error| broken(&error))
    }

    async fn parts(&self, _: &str, _: &Session) -> Result<Vec<Part>, StoreError> {
        Ok(Vec::new())
    }
}
