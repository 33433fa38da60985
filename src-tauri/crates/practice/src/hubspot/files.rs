//! Uploaded files. A private one is read under an address that is signed for a while, by whoever has the address.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::auth::Access;
use super::errors::Problem;
use super::params::object_id;
use crate::desk::Desk;
use crate::org::{Org, StoredFile};

const ACCESS: [&str; 5] = ["PRIVATE", "PUBLIC_INDEXABLE", "PUBLIC_NOT_INDEXABLE", "HIDDEN_PRIVATE", "SENSITIVE"];

/// Routes below `/files/v3/files`.
pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/", post(upload))
        .route("/{id}", get(read).delete(archive))
        .route("/{id}/signed-url", get(signed_url))
}

/// What needs no sign-in, because the address itself is signed.
pub fn signed_routes() -> Router<Arc<Desk>> {
    Router::new().route("/hubfs/{id}", get(content))
}

/// The fields of an upload form.
#[derive(Default)]
struct Form {
    bytes: Option<Vec<u8>>,
    sent_name: String,
    content_type: String,
    file_name: Option<String>,
    folder: Option<String>,
    options: Option<Value>,
}

impl Form {
    async fn read(mut multipart: Multipart) -> Result<Self, Problem> {
        let mut form = Self::default();
        let unreadable = |error: axum::extract::multipart::MultipartError| Problem::invalid(error.body_text());
        while let Some(field) = multipart.next_field().await.map_err(unreadable)? {
            match field.name().unwrap_or_default() {
                "file" => {
                    field.file_name().unwrap_or("file").clone_into(&mut form.sent_name);
                    field.content_type().unwrap_or("application/octet-stream").clone_into(&mut form.content_type);
                    form.bytes = Some(field.bytes().await.map_err(unreadable)?.to_vec());
                }
                "fileName" => form.file_name = Some(field.text().await.map_err(unreadable)?),
                "folderPath" | "folderId" => form.folder = Some(field.text().await.map_err(unreadable)?),
                "options" => form.options = serde_json::from_str(&field.text().await.map_err(unreadable)?).ok(),
                _ => {}
            }
        }
        Ok(form)
    }

    fn access(&self) -> Result<String, Problem> {
        let access = self.options.as_ref().and_then(|options| options["access"].as_str());
        let access = access.filter(|access| ACCESS.contains(access));
        access.map(str::to_owned).ok_or_else(|| Problem::invalid("`access` is required in `options`"))
    }
}

fn render(desk: &Desk, file: &StoredFile) -> Value {
    json!({
        "id": file.id.to_string(),
        "name": file.name,
        "path": format!("{}/{}.{}", file.folder, file.name, file.extension),
        "extension": file.extension,
        "access": file.access,
        "size": file.bytes.len(),
        "type": "DOCUMENT",
        "encoding": "binary",
        "url": address(desk, file),
        "defaultHostingUrl": address(desk, file),
        "isUsableInContent": false,
        "createdAt": file.created_at.iso(),
        "updatedAt": file.updated_at.iso(),
        "archived": file.archived,
    })
}

async fn upload(State(desk): State<Arc<Desk>>, access: Access, multipart: Multipart) -> Result<Response, Problem> {
    access.require("files")?;
    let form = Form::read(multipart).await?;
    let granted = form.access()?;
    let folder = form.folder.ok_or_else(|| Problem::invalid("One of `folderId` and `folderPath` is required"))?;
    let bytes = form.bytes.ok_or_else(|| Problem::invalid("`file` is required"))?;
    let full_name = form.file_name.filter(|name| !name.is_empty()).unwrap_or(form.sent_name);
    let (name, extension) = full_name.rsplit_once('.').unwrap_or((&full_name, ""));
    desk.change(|org, now| {
        let file = StoredFile {
            id: org.take_id(),
            name: name.to_owned(),
            extension: extension.to_owned(),
            folder,
            access: granted,
            content_type: form.content_type,
            bytes,
            created_at: now,
            updated_at: now,
            archived: false,
            on: Vec::new(),
        };
        let body = render(&desk, &file);
        org.files.push(file);
        Ok((StatusCode::CREATED, Json(body)).into_response())
    })
}

fn found<'a>(org: &'a Org, id: &str) -> Result<&'a StoredFile, Problem> {
    let id = object_id(id)?;
    let mut files = org.files.iter();
    let found = files.find(|file| file.id == id && !file.archived);
    found.ok_or_else(|| Problem::absent(format!("File {id} was not found")))
}

async fn read(State(desk): State<Arc<Desk>>, access: Access, Path(id): Path<String>) -> Result<Json<Value>, Problem> {
    access.require("files")?;
    desk.read(|org, _| Ok(Json(render(&desk, found(org, &id)?))))
}

/// Where a file lies: a private one can't be read there without a signature.
fn address(desk: &Desk, file: &StoredFile) -> String {
    format!("{}/hubfs/{}", desk.base_url, file.id)
}

/// What makes an address open a file until an instant, in seconds since 1970.
#[derive(Deserialize)]
struct Signed {
    #[serde(rename = "Expires")]
    expires: i64,
    #[serde(rename = "Signature")]
    signature: String,
}

fn signature(file: &StoredFile, expires: i64) -> String {
    let signed = Sha256::digest(format!("practice {} {} {expires}", file.id, file.created_at.iso()));
    signed.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A public file is open to everybody. What does not open it is answered by the machine that holds files, not by HubSpot.
async fn content(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    signed: Result<Query<Signed>, QueryRejection>,
) -> Response {
    desk.read(|org, now| {
        let Ok(file) = found(org, &id) else { return refused_there(StatusCode::NOT_FOUND, "NoSuchKey") };
        let opens = |signed: &Signed| {
            signed.signature == signature(file, signed.expires) && now.to_utc().timestamp() < signed.expires
        };
        if file.access.contains("PRIVATE") && !signed.is_ok_and(|signed| opens(&signed)) {
            return refused_there(StatusCode::FORBIDDEN, "AccessDenied");
        }
        ([(CONTENT_TYPE, file.content_type.clone())], file.bytes.clone()).into_response()
    })
}

fn refused_there(status: StatusCode, code: &str) -> Response {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code></Error>");
    (status, [(CONTENT_TYPE, "application/xml")], body).into_response()
}

/// How long an address shall open a file, an hour where nothing is said.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    expiration_seconds: Option<i64>,
}

async fn signed_url(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Json<Value>, Problem> {
    access.require("files")?;
    desk.read(|org, now| {
        let file = found(org, &id)?;
        let lasts = chrono::TimeDelta::seconds(wish.expiration_seconds.unwrap_or(3_600).clamp(1, 21_600));
        let until = now.plus(lasts);
        let expires = until.to_utc().timestamp();
        let url = format!("{}?Expires={expires}&Signature={}", address(&desk, file), signature(file, expires));
        let (extension, name, size) = (&file.extension, &file.name, file.bytes.len());
        Ok(Json(json!({
            "expiresAt": until.iso(), "extension": extension, "name": name, "size": size, "type": "DOCUMENT", "url": url
        })))
    })
}

async fn archive(State(desk): State<Arc<Desk>>, access: Access, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    access.require("files")?;
    let id = object_id(&id)?;
    desk.change(|org, now| {
        for file in org.files.iter_mut().filter(|file| file.id == id) {
            file.archived = true;
            file.updated_at = now;
        }
        Ok(StatusCode::NO_CONTENT)
    })
}
