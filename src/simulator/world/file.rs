//! Files that the app uploaded, and which message shows which.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::{Message, World};

/// A file that messages of the app can show.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// `file_…`
    pub file_key: String,
    /// `pdf`, `xls`, `stream`, …
    pub file_type: String,
    pub name: String,
    pub bytes: Arc<[u8]>,
}

impl World {
    /// The file with this key.
    pub fn file(&self, file_key: &str) -> Option<&UploadedFile> {
        self.files.iter().find(|file| file.file_key == file_key)
    }

    /// The file that a message of type `file` shows.
    pub fn file_of(&self, message: &Message) -> Option<&UploadedFile> {
        let content: Value = serde_json::from_str(&message.content).ok()?;
        self.file(content.get("file_key")?.as_str().filter(|_| message.msg_type == "file")?)
    }
}

/// Without the bytes: there may be millions.
impl fmt::Debug for UploadedFile {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file_key, file_type, name, bytes } = self;
        write!(to, "{file_key} ({file_type}) {name:?}, {} bytes", bytes.len())
    }
}
