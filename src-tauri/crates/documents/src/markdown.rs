//! The document as Markdown (CommonMark with tables).

use crate::document::{DocumentField, HandoffDocument};
use crate::words::{Shown, shown};
use std::fmt::Write;

/// Writes the whole document; every text is escaped, so that none of it becomes markup.
pub fn markdown(document: &HandoffDocument) -> String {
    let mut text =
        format!("# Handoff: {}\n\n{}\n\n", escape(&document.heading.account), escape(&document.heading.deal));
    for (label, value) in &document.heading.facts {
        let _ = writeln!(text, "- **{}**: {}", escape(label), escape(value));
    }
    if let Some(missing) = &document.missing {
        let _ = write!(text, "\n> {}\n", escape(missing));
    }
    for section in &document.sections {
        let _ = write!(text, "\n## {}\n", escape(&section.title));
        for field in &section.fields {
            write_field(&mut text, field);
        }
    }
    text
}

fn write_field(text: &mut String, field: &DocumentField) {
    let _ = write!(text, "\n### {}\n\n", escape(&field.label));
    match &field.value {
        Some(value) => write_value(text, &shown(value), &field.none_label),
        None => text.push_str("*missing*\n"),
    }
    if let Some(provenance) = &field.provenance {
        let _ = write!(text, "\n*{}*\n", escape(provenance));
    }
}

fn write_value(text: &mut String, value: &Shown<'_>, none_label: &str) {
    match value {
        Shown::None => {
            let _ = writeln!(text, "{}", escape(none_label));
        }
        Shown::Paragraphs(paragraphs) => {
            let escaped = paragraphs.iter().map(|part| part.lines().map(escape).collect::<Vec<_>>().join("  \n"));
            let _ = writeln!(text, "{}", escaped.collect::<Vec<_>>().join("\n\n"));
        }
        Shown::Items(items) => {
            for item in items {
                let _ = writeln!(text, "- {}", escape(item));
            }
        }
        Shown::Table { head, rows } => {
            let _ = writeln!(text, "| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
            for row in rows {
                let _ = writeln!(text, "| {} |", row.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join(" | "));
            }
        }
    }
}

/// Puts a backslash before every character that Markdown might read as markup, and folds line breaks.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escape_list_mark(escaped)
}

/// A line that starts like a list item, a heading or a quotation is none.
fn escape_list_mark(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[digits..].chars().next();
    if text.starts_with(['-', '+', '=']) {
        format!("\\{text}")
    } else if digits > 0 && matches!(after, Some('.' | ')')) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text
    }
}
