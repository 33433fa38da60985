//! Files on a deal. A file has no unique field: the key stands in its title, and it is looked for before.

use super::failure::{broken, gone, told};
use super::names::Sobject;
use super::notes::base64;
use super::soql::{Soql, equals};
use super::talk::text_of;
use super::{Salesforce, paths};
use crate::port::{CrmError, ErrorClass, FileDraft};
use domain::DealId;
use net::{Failure, Request};
use serde_json::json;

/// What Salesforce takes in one JSON request, with room for base64 and the rest: 50 MB there.
const LARGEST: usize = 35 * 1024 * 1024;

impl Salesforce {
    pub(super) async fn put_file(&self, key: &str, deal: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        if file.content.len() > LARGEST {
            let message = "the file is larger than Salesforce takes: 35 MB".to_owned();
            return Err(CrmError::new(ErrorClass::FixField { field: None }, message, "attach a smaller file"));
        }
        let title = format!("{} [{key}]", file.name);
        if let Some(document) = self.document_of(&title).await? {
            self.link(&document, deal).await?;
            return Ok(document);
        }
        let body = json!({
            "Title": title,
            "PathOnClient": file.name,
            "VersionData": base64(&file.content),
            "FirstPublishLocationId": deal,
        });
        let version = self.create(Sobject::ContentVersion, body).await?;
        let soql =
            Soql::select(["Id", "ContentDocumentId"], Sobject::ContentVersion.name()).and(equals("Id", &version));
        let rows = self.all(soql).await?;
        rows.first().and_then(|row| text_of(row, "ContentDocumentId")).ok_or_else(|| broken("the file has no document"))
    }

    /// The first version: what people upload over it later is not what was attached.
    pub(super) async fn get_file(&self, document: &str) -> Result<Vec<u8>, CrmError> {
        let soql = Soql::select(["Id"], Sobject::ContentVersion.name())
            .and(equals("ContentDocumentId", document))
            .ordered_by("CreatedDate");
        let versions = self.all(soql).await?;
        let version = versions.first().and_then(|row| text_of(row, "Id")).ok_or_else(gone)?;
        let request = Request::get(paths::version_data(&version));
        let reply = self.http.send_patiently(request).await.map_err(|failure| told(&failure))?;
        reply.into_bytes().map_err(|error| told(&Failure::from(error)))
    }

    async fn document_of(&self, title: &str) -> Result<Option<String>, CrmError> {
        let found = self.find_titled(Sobject::ContentVersion, title).await?;
        Ok(found.first().and_then(|row| text_of(row, "ContentDocumentId")))
    }
}
