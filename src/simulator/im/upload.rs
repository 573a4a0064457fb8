//! `POST im/v1/files`: a file for a later message (dossier 7.3). Read strictly: a field nobody
//! documented, or one that comes twice, is refused.

use std::convert::Infallible;
use std::future::ready;

use futures_util::{FutureExt, stream};
use multer::{Multipart, parse_boundary};
use serde_json::{Value, json};

use crate::simulator::answer::{Refusal, success};
use crate::simulator::state::{Request, State};
use crate::simulator::world::{UploadedFile, fresh_id};

/// "30 MB"; whether M is 1,000,000 or this is not said.
const LIMIT: usize = 30 << 20;
const TYPES: [&str; 7] = ["opus", "mp4", "pdf", "doc", "xls", "ppt", "stream"];

/// The form, as far as it was filled in.
#[derive(Default)]
struct Form {
    file_type: Option<String>,
    file_name: Option<String>,
    duration: Option<String>,
    file: Option<Vec<u8>>,
}

pub(in crate::simulator) fn upload(state: &mut State, request: &Request) -> Result<Value, Refusal> {
    // All of the body is there, so nothing is ever waited for.
    let form = read(request).now_or_never();
    let form = form.unwrap_or_else(|| Err("the form breaks off".to_owned())).map_err(invalid)?;
    let file = checked(form)?;
    let data = json!({"file_key": file.file_key});
    state.world.files.push(file);
    Ok(success(data))
}

async fn read(request: &Request) -> Result<Form, String> {
    let kind = request.content_type.as_deref().unwrap_or_default();
    let boundary = parse_boundary(kind).map_err(|error| error.to_string())?;
    let body = stream::once(ready(Ok::<_, Infallible>(request.body.clone())));
    let (mut parts, mut form) = (Multipart::new(body, boundary), Form::default());
    while let Some(part) = parts.next_field().await.map_err(|error| error.to_string())? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let bytes = part.bytes().await.map_err(|error| error.to_string())?.to_vec();
        let known = match (name.as_str(), is_file) {
            ("file", true) => form.file.replace(bytes).is_none(),
            ("file_type", false) => form.file_type.replace(text(bytes)?).is_none(),
            ("file_name", false) => form.file_name.replace(text(bytes)?).is_none(),
            ("duration", false) => form.duration.replace(text(bytes)?).is_none(),
            _ => false,
        };
        if !known {
            return Err(format!("{name} is unknown, comes twice, or is no file where one belongs"));
        }
    }
    Ok(form)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn checked(form: Form) -> Result<UploadedFile, Refusal> {
    let missing = |name: &str| invalid(format!("{name} is required"));
    let file_type = form.file_type.ok_or_else(|| missing("file_type"))?;
    if !TYPES.contains(&file_type.as_str()) {
        return Err(invalid(format!("file_type {file_type} is unknown")));
    }
    let name = form.file_name.filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| missing("file_name"))?;
    if form.duration.is_some_and(|duration| duration.parse::<u64>().is_err()) {
        return Err(invalid("duration is no number of milliseconds"));
    }
    let bytes = form.file.ok_or_else(|| missing("file"))?;
    if bytes.is_empty() {
        return Err(Refusal::wrong(400, 234_010, "File's size can't be 0."));
    }
    if bytes.len() > LIMIT {
        return Err(Refusal::wrong(400, 234_006, "The file size exceed the max value."));
    }
    Ok(UploadedFile { file_key: fresh_id("file_v3_"), file_type, name, bytes: bytes.into() })
}

fn invalid(why: impl std::fmt::Display) -> Refusal {
    Refusal::wrong(400, 234_001, format!("Invalid request param, ext={why}."))
}
