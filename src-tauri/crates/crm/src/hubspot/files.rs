//! Files on a deal.
//!
//! A file can't carry a unique key, but the note that attaches it can: a second try finds the note and is done. Cut off
//! between the two, a private file without a note stays behind, which nobody sees.

use super::kinds::Kind;
use super::talk::{id_of, results};
use super::writes::{KEY, iso};
use super::{HubSpot, failure, paths};
use crate::port::{CrmError, FileDraft};
use domain::{ActivityKind, DealId};
use net::{FormPart, Request};
use serde_json::{Map, Value, json};

const NOTE: Kind = Kind::Activity(ActivityKind::Note);
const ATTACHED: &str = "hs_attachment_ids";
/// The folder of HubSpot's file tool.
const FOLDER: &str = "/changeover";

impl HubSpot {
    pub(super) async fn put_file(&self, key: &str, deal: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        let id = match self.attached(key).await? {
            Some(id) => id,
            None => self.upload(file).await?,
        };
        let mut properties = Map::new();
        properties.insert(ATTACHED.to_owned(), json!(id));
        properties.insert("hs_timestamp".to_owned(), json!(iso(self.now().await?)));
        self.upsert_linked_note(key, deal, properties).await?;
        Ok(id)
    }

    /// A private file is read under an address that ends soon; no token goes there.
    pub(super) async fn get_file(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        let reply = self.read(Request::get(paths::signed_url(id)).with("expirationSeconds", "300")).await?;
        let address = reply.get("url").and_then(Value::as_str);
        let address = address.ok_or_else(|| failure::broken("a file has no address"))?;
        self.http.download(address).await.map_err(failure::told)
    }

    async fn attached(&self, key: &str) -> Result<Option<String>, CrmError> {
        let body = json!({"idProperty": KEY, "inputs": [{"id": key}], "properties": [KEY, ATTACHED]});
        let found = results(self.read(Request::post(paths::batch(NOTE, "read"), body)).await?);
        let ids = found.first().and_then(|note| note.pointer("/properties/hs_attachment_ids")?.as_str());
        Ok(ids.and_then(|ids| ids.split(';').find(|id| !id.is_empty())).map(str::to_owned))
    }

    /// Always private: only people who may see the deal open it.
    async fn upload(&self, file: &FileDraft) -> Result<String, CrmError> {
        let options = json!({"access": "PRIVATE"}).to_string();
        let parts = vec![
            FormPart::file("file", &file.name, &file.media_type, file.content.clone()),
            FormPart::value("fileName", &file.name),
            FormPart::value("folderPath", FOLDER),
            FormPart::value("options", options),
        ];
        let reply: Value = self.write(Request::upload(paths::files(), parts)).await?;
        reply.get("id").and_then(id_of).ok_or_else(|| failure::broken("the uploaded file has no id"))
    }
}
