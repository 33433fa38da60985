//! Files and notes on records.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Pen;
use super::fields::Given;
use super::links::reference;
use super::special::entity_kind;
use crate::org::{Kind, ObjectId, StoredFile};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::schema::Sobject;

impl Pen<'_> {
    pub(super) fn make_file(&mut self, given: &Given) -> Result<RecordId, Problem> {
        let path = given.text_of("PathOnClient").unwrap_or_default();
        let (stem, extension) = path.rsplit_once('.').unwrap_or((&path, ""));
        let bytes = STANDARD.decode(given.text_of("VersionData").unwrap_or_default());
        let bytes = bytes
            .map_err(|_| Problem::bad("INVALID_BASE64_STRING", "VersionData is no base64").about(["VersionData"]))?;
        let on = match given.text_of("FirstPublishLocationId").filter(|id| !id.is_empty()) {
            Some(id) => vec![self.entity(&id, "FirstPublishLocationId")?],
            None => Vec::new(),
        };
        let file = StoredFile {
            id: self.org.take_id(),
            name: given.text_of("Title").filter(|title| !title.is_empty()).unwrap_or_else(|| stem.to_owned()),
            extension: extension.to_owned(),
            folder: String::new(),
            access: "PRIVATE".to_owned(),
            content_type: "application/octet-stream".to_owned(),
            bytes,
            created_at: self.now,
            updated_at: self.now,
            archived: false,
            on,
        };
        let id = RecordId::new("068", file.id.0);
        self.org.files.push(file);
        Ok(id)
    }

    /// The record that a document shall hang on.
    fn entity(&self, id: &str, field: &str) -> Result<(Kind, ObjectId), Problem> {
        let named = RecordId::parse(id).and_then(|id| Some((entity_kind(id)?, ObjectId(id.number))));
        let live = |(kind, id): &(Kind, ObjectId)| {
            self.org.view(*kind, *id).is_some_and(|view| view.object.archived_at.is_none())
        };
        named.filter(live).ok_or_else(|| {
            let message = format!("invalid cross reference id: {id}");
            Problem::bad("INVALID_CROSS_REFERENCE_KEY", message).about([field])
        })
    }

    pub(super) fn attach(&mut self, sobject: &'static Sobject, given: &Given) -> Result<RecordId, Problem> {
        let document = reference(given, "ContentDocumentId", "069")?;
        let (kind, entity) = self.entity(&given.text_of("LinkedEntityId").unwrap_or_default(), "LinkedEntityId")?;
        let hangs = |row: &Row<'_>| row.key == RowKey::Attached(document, kind, entity);
        let key = RowKey::Attached(document, kind, entity);
        let taken = (sobject.keys)(self.org)
            .into_iter()
            .filter_map(|key| Row::at(self.org, sobject, key))
            .any(|row| hangs(&row));
        if taken {
            let message = "duplicate value found: <unknown> duplicates value on record with id: <unknown>";
            return Err(Problem::bad("DUPLICATE_VALUE", message));
        }
        if let Some(file) = self.org.files.iter_mut().find(|file| file.id == document) {
            file.on.push((kind, entity));
        } else {
            self.link(sobject, (Kind::Note, document), (kind, entity))?;
        }
        Row::at(self.org, sobject, key).map(|row| row.id()).ok_or_else(Problem::absent)
    }

    pub(super) fn detach(&mut self, document: ObjectId, kind: Kind, entity: ObjectId) {
        if let Some(file) = self.org.files.iter_mut().find(|file| file.id == document) {
            file.on.retain(|on| *on != (kind, entity));
        } else {
            self.org.unlink(Kind::Note, document, kind, entity, self.now);
        }
    }
}
