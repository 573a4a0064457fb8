//! `GET /client/files/{file_key}`: a file that the bot uploaded, to be saved and never shown.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpResponse, web};

use super::refused;
use crate::simulator::pusher::Pusher;
use crate::simulator::world::UploadedFile;

pub(super) async fn get(file_key: web::Path<String>, pusher: web::Data<Pusher>) -> HttpResponse {
    match pusher.shared.read(|state| state.world.file(&file_key).cloned()) {
        Some(file) => download(file),
        None => refused(StatusCode::NOT_FOUND, "there is no such file"),
    }
}

fn download(file: UploadedFile) -> HttpResponse {
    let charset = Charset::Ext("UTF-8".to_owned());
    let value = file.name.into_bytes();
    let name = ExtendedValue { charset, language_tag: None, value };
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(name)],
    };
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header(disposition)
        .body(file.bytes.to_vec())
}
