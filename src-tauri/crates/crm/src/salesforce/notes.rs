//! Notes. They have no unique field and can't be searched by their text, so the key stands at the end of the title.

use super::Salesforce;
use super::failure::{broken, not_allowed};
use super::names::Sobject;
use super::soql::{Soql, any_of, equals};
use super::talk::{IDS_AT_ONCE, text_of};
use super::together::Creation;
use super::writes::created;
use crate::port::{CrmError, NoteDraft};
use crate::reading::rich_text;
use domain::DealId;
use net::Request;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What stands before the key in a title.
const TITLE: &str = "Handoff summary";

/// The title of the note of a key.
fn title_of(key: &str) -> String {
    format!("{TITLE} [{key}]")
}

/// The key in a title, where it is one of ours.
pub(super) fn key_in(title: &str) -> Option<&str> {
    title.strip_prefix(TITLE)?.trim().strip_prefix('[')?.strip_suffix(']')
}

impl Salesforce {
    /// Notes on deals, each with the deal in `LinkedEntityId`.
    pub(super) async fn notes_on(&self, deals: &[DealId]) -> Result<Vec<Value>, CrmError> {
        let fields = self.fields_of(Sobject::ContentNote).await?;
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let links = self.links_on(deals).await?;
        let ids: Vec<&String> = links.iter().map(|(note, _)| note).collect();
        let mut notes: BTreeMap<String, Value> = BTreeMap::new();
        for some in ids.chunks(IDS_AT_ONCE) {
            let soql = Soql::select(&fields, Sobject::ContentNote.name()).and(any_of("Id", some));
            let rows = self.all(soql).await?;
            notes.extend(rows.into_iter().filter_map(|row| Some((text_of(&row, "Id")?, row))));
        }
        let on_deal = |(note, deal): &(String, String)| {
            let mut row: Map<String, Value> = notes.get(note)?.as_object()?.clone();
            row.insert("LinkedEntityId".to_owned(), json!(deal));
            Some(Value::Object(row))
        };
        Ok(links.iter().filter_map(on_deal).collect())
    }

    async fn links_on(&self, deals: &[DealId]) -> Result<Vec<(String, String)>, CrmError> {
        let fields = ["ContentDocumentId", "LinkedEntityId"];
        let soql = Soql::select(fields, Sobject::ContentDocumentLink.name())
            .and(any_of("LinkedEntityId", deals.iter().map(DealId::as_str)))
            .and(equals("ContentDocument.FileType", "SNOTE"));
        let rows = self.all(soql).await?;
        let pair = |row: &Value| Some((text_of(row, "ContentDocumentId")?, text_of(row, "LinkedEntityId")?));
        Ok(rows.iter().filter_map(pair).collect())
    }

    pub(super) async fn put_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        let (title, content) = (title_of(key), base64(rich_text(&note.body).as_bytes()));
        let found = self.find_titled(Sobject::ContentNote, &title).await?;
        let Some(id) = found.first().and_then(|row| text_of(row, "Id")) else {
            let id = self.create_on(deal, json!({"Title": title, "Content": content})).await?;
            return self.first_of(&title, id).await;
        };
        self.patch(Sobject::ContentNote, &id, json!({"Content": content})).await?;
        self.link(&id, deal).await?;
        Ok(id)
    }

    /// A note and its link to the deal, both or neither: nobody would find a note that hangs nowhere.
    async fn create_on(&self, deal: &DealId, body: Value) -> Result<String, CrmError> {
        let note = Creation { name: "note", sobject: Sobject::ContentNote, body };
        let link = Creation { name: "link", sobject: Sobject::ContentDocumentLink, body: link_of("@{note.id}", deal) };
        let replies = self.create_together(vec![note, link]).await?;
        replies.first().and_then(created).ok_or_else(|| broken("what was created has no id"))
    }

    /// Nothing refuses a second note of one key. Two laptops that looked at the same moment both made one: the older stays.
    async fn first_of(&self, title: &str, ours: String) -> Result<String, CrmError> {
        let found = self.find_titled(Sobject::ContentNote, title).await?;
        let Some(first) = found.first().and_then(|row| text_of(row, "Id")).filter(|first| *first != ours) else {
            return Ok(ours);
        };
        self.write(Request::delete(super::paths::record(Sobject::ContentNote, &ours))).await?;
        Ok(first)
    }

    pub(super) async fn find_titled(&self, sobject: Sobject, title: &str) -> Result<Vec<Value>, CrmError> {
        let fields = self.fields_of(sobject).await?;
        if fields.is_empty() {
            let message = "you may not see notes and files in Salesforce, where the summary is kept";
            return Err(not_allowed(message, "ask your Salesforce admin to turn on Notes and to let you use them"));
        }
        self.all(Soql::select(fields, sobject.name()).and(equals("Title", title)).ordered_by("CreatedDate, Id")).await
    }

    /// Hangs a document on a deal, unless it hangs there already.
    pub(super) async fn link(&self, document: &str, deal: &DealId) -> Result<(), CrmError> {
        let soql = Soql::select(["Id"], Sobject::ContentDocumentLink.name())
            .and(equals("ContentDocumentId", document))
            .and(equals("LinkedEntityId", deal.as_str()));
        if !self.all(soql).await?.is_empty() {
            return Ok(());
        }
        self.create(Sobject::ContentDocumentLink, link_of(document, deal)).await.map(|_| ())
    }

    pub(super) async fn create(&self, sobject: Sobject, body: Value) -> Result<String, CrmError> {
        let reply = self.write(Request::post(super::paths::records(sobject), body)).await?;
        created(&reply).ok_or_else(|| broken("what was created has no id"))
    }

    pub(super) async fn patch(&self, sobject: Sobject, id: &str, body: Value) -> Result<(), CrmError> {
        self.write(Request::patch(super::paths::record(sobject, id), body)).await.map(|_| ())
    }
}

/// What hangs a document on a deal, for everybody who sees the deal.
fn link_of(document: &str, deal: &DealId) -> Value {
    json!({"ContentDocumentId": document, "LinkedEntityId": deal, "ShareType": "V"})
}

/// Bytes as Salesforce takes them inside JSON.
pub(super) fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
