//! The document as one HTML page that stands alone: no script, no link, nothing to load.

use crate::document::{DocumentField, HandoffDocument};
use crate::words::{Shown, shown};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

const STYLE: &str = include_str!("document.css");

/// Writes the whole page; every text is escaped.
pub fn html(document: &HandoffDocument) -> String {
    markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Handoff: " (document.heading.account) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (document.heading.account) }
                    p.deal { (document.heading.deal) }
                    dl { @for (label, value) in &document.heading.facts { dt { (label) } dd { (value) } } }
                    @if let Some(missing) = &document.missing { p.missing { (missing) } }
                    @for section in &document.sections {
                        section {
                            h2 { (section.title) }
                            @for field in &section.fields { (field_markup(field)) }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

fn field_markup(field: &DocumentField) -> Markup {
    markup! {
        h3 { (field.label) }
        @match &field.value {
            Some(value) => (value_markup(&shown(value), &field.none_label)),
            None => p.missing { "missing" },
        }
        @if let Some(provenance) = &field.provenance { p.provenance { (provenance) } }
    }
}

fn value_markup(value: &Shown<'_>, none_label: &str) -> Markup {
    markup! {
        @match value {
            Shown::None => p { (none_label) },
            Shown::Paragraphs(paragraphs) => @for paragraph in paragraphs { p.text { (paragraph) } },
            Shown::Items(items) => ul { @for item in items { li { (item) } } },
            Shown::Table { head, rows } => table {
                thead { tr { @for cell in *head { th scope="col" { (cell) } } } }
                tbody { @for row in rows { tr { @for cell in row { td { (cell) } } } } }
            },
        }
    }
}
