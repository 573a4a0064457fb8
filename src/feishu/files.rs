//! Files to be sent: uploading one.
//!
//! Invariants: what the platform would refuse for its size is not sent; an upload may be repeated,
//! because nobody sees a file whose key is not sent. Source: dossier 7.3.

use serde::Deserialize;

use super::api::Api;
use super::client::FeishuClient;
use super::transport::Call;
use crate::app::error::PlatformError;
use crate::app::ports::{File, FileFormat, FileKey};

/// Bytes. The documentation says MB, which may be the larger of the two.
const LARGEST: usize = 30_000_000;

#[derive(Deserialize)]
struct Uploaded {
    file_key: FileKey,
}

/// Uploads a file and returns the key by which it can be sent.
pub(super) async fn upload(client: &FeishuClient, file: &File) -> Result<FileKey, PlatformError> {
    let length = file.bytes.len();
    if !(1..=LARGEST).contains(&length) {
        let detail = format!("a file has 1 to {LARGEST} bytes, not {length}; nothing was sent");
        return Err(Api::Upload.rejected(detail));
    }
    let kind = match file.format {
        FileFormat::Csv => "stream",
        FileFormat::Xlsx => "xls",
    };
    let fields = vec![("file_type", kind.to_owned()), ("file_name", file.name.clone())];
    let call = Call::with_file(Api::Upload, fields, file.name.clone(), file.bytes.clone());
    let uploaded: Uploaded = client.send(&call).await?;
    Ok(uploaded.file_key)
}

#[cfg(test)]
mod tests;
