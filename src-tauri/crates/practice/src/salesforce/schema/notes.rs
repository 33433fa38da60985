//! Notes and files: documents, their versions, and the records they hang on.

use std::borrow::Cow;

use super::field::{Field, FieldType};
use super::sobject::Sobject;
use crate::org::{Kind, Org};
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey, document_links, links_of, links_on, objects};
use crate::salesforce::value::Cell;

const DOCUMENT: FieldType = FieldType::Reference(&["ContentDocument"]);
const ENTITY: FieldType = FieldType::Reference(&["Opportunity", "Account", "Contact"]);
/// How much of a note its preview shows, in characters.
const PREVIEW: usize = 255;

/// ContentNote, ContentDocument, ContentVersion, ContentDocumentLink.
///
/// A note is a document with the same id, so ContentNote comes first where an id is looked up.
pub fn sobjects() -> Vec<Sobject> {
    vec![note(), document(), version(), link()]
}

fn files(org: &Org) -> Vec<RowKey> {
    org.files.iter().map(|file| RowKey::File(file.id)).collect()
}

fn notes_and_files(org: &Org) -> Vec<RowKey> {
    let mut keys = objects(org, &[Kind::Note]);
    keys.extend(files(org));
    keys
}

/// The words of a note without its markup.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            letter if !in_tag => text.push(letter),
            _ => {}
        }
    }
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = known.into_iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A note's title; notes of other dialects have none, and take their first words.
pub fn title(row: &Row<'_>) -> Cell<'static> {
    if let Some(file) = row.file() {
        return Cell::Text(Cow::Owned(file.name.clone()));
    }
    let given = row.property("note_title").map(Cow::into_owned);
    let first_words = || plain(&row.property("hs_note_body").unwrap_or_default()).chars().take(60).collect::<String>();
    Cell::text(Some(Cow::Owned(given.unwrap_or_else(first_words))))
}

fn note() -> Sobject {
    Sobject::new("ContentNote", "ContentNotes", "069", |org| objects(org, &[Kind::Note]))
        .of(&[Kind::Note])
        .open()
        .audited()
        .with([
            Field::read("Title", FieldType::Text(255), title).writable().required(),
            Field::read("Content", FieldType::Base64, |_| Cell::Null).writable(),
            Field::read("TextPreview", FieldType::Text(255), |row| {
                let text = plain(&row.property("hs_note_body").unwrap_or_default());
                Cell::text(Some(Cow::Owned(text.chars().take(PREVIEW).collect())))
            }),
            Field::read("FileType", FieldType::Text(20), |_| Cell::word("SNOTE")),
            Field::person("OwnerId", "hubspot_owner_id"),
            Field::read("LatestPublishedVersionId", FieldType::Reference(&["ContentVersion"]), |_| Cell::Null),
        ])
}

fn document() -> Sobject {
    Sobject::new("ContentDocument", "ContentDocuments", "069", notes_and_files).audited().with([
        Field::read("Title", FieldType::Text(255), title),
        Field::read("FileType", FieldType::Text(20), |row| {
            Cell::text(Some(Cow::Owned(row.file().map_or("SNOTE".to_owned(), |file| file.extension.to_uppercase()))))
        }),
        Field::read("FileExtension", FieldType::Text(40), extension),
        Field::read("ContentSize", FieldType::Int, size),
        Field::read("LatestPublishedVersionId", FieldType::Reference(&["ContentVersion"]), |row| {
            row.file().map_or(Cell::Null, |file| Cell::Id(RecordId::new("068", file.id.0)))
        }),
    ])
}

fn extension(row: &Row<'_>) -> Cell<'static> {
    Cell::text(row.file().map(|file| Cow::Owned(file.extension.clone())))
}

#[expect(clippy::cast_precision_loss, reason = "files are smaller than that")]
fn size(row: &Row<'_>) -> Cell<'static> {
    row.file().map_or(Cell::Null, |file| Cell::Number(file.bytes.len() as f64))
}

fn version() -> Sobject {
    Sobject::new("ContentVersion", "ContentVersions", "068", files).open().audited().with([
        Field::read("ContentDocumentId", DOCUMENT, |row| Cell::Id(RecordId::new("069", row.id().number))),
        Field::read("Title", FieldType::Text(255), title).at_creation(),
        Field::read("PathOnClient", FieldType::Text(500), |row| {
            Cell::text(row.file().map(|file| Cow::Owned(format!("{}.{}", file.name, file.extension))))
        })
        .at_creation()
        .required(),
        Field::read("VersionData", FieldType::Base64, |_| Cell::Null).at_creation().required(),
        Field::read("FirstPublishLocationId", ENTITY, |row| {
            let first = row.file().and_then(|file| file.on.first());
            first.map_or(Cell::Null, |(kind, id)| Cell::Id(RecordId::new(entity_prefix(*kind), id.0)))
        })
        .at_creation(),
        Field::read("FileExtension", FieldType::Text(40), extension),
        Field::read("ContentSize", FieldType::Int, size),
        Field::read("IsLatest", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("VersionNumber", FieldType::Text(20), |_| Cell::word("1")),
    ])
}

/// The prefix of a record that documents hang on.
pub fn entity_prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Company => "001",
        Kind::Contact => "003",
        _ => "006",
    }
}

fn link() -> Sobject {
    Sobject::new("ContentDocumentLink", "ContentDocumentLinks", "06A", document_links)
        .near("LinkedEntityId", links_on)
        .near("ContentDocumentId", links_of)
        .open()
        .with([
            Field::read("ContentDocumentId", DOCUMENT, |row| match row.key {
                RowKey::Attached(document, ..) => Cell::Id(RecordId::new("069", document.0)),
                _ => Cell::Null,
            })
            .at_creation()
            .required(),
            Field::read("LinkedEntityId", ENTITY, |row| match row.key {
                RowKey::Attached(_, kind, entity) => Cell::Id(RecordId::new(entity_prefix(kind), entity.0)),
                _ => Cell::Null,
            })
            .at_creation()
            .required(),
            Field::read("ShareType", FieldType::Picklist, |_| Cell::word("V")).writable(),
            Field::read("Visibility", FieldType::Picklist, |_| Cell::word("AllUsers")).writable(),
            Field::read("IsDeleted", FieldType::Boolean, |_| Cell::Bool(false)),
            Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
        ])
}
