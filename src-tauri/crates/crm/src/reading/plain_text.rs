//! A CRM's rich text as plain text, and back.
//!
//! Tags are taken off, never interpreted: what comes out is text to be shown as text.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

/// Elements whose content is not text.
const DROPPED: &[&str] = &["script", "style", "head", "template"];

/// Elements after which a line ends.
const BLOCKS: &[&str] =
    &["p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// The text of a body: without tags, scripts and control characters, with entities resolved and blank lines joined.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len().min(4096));
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_entities(&mut text, &rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some(tag) => {
                if BLOCKS.contains(&tag.name.as_str()) {
                    text.push('\n');
                }
                rest = if !tag.closing && DROPPED.contains(&tag.name.as_str()) {
                    after_closing(tag.rest, &tag.name)
                } else {
                    tag.rest
                };
            }
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
    }
    push_entities(&mut text, rest);
    tidy(&text)
}

/// Text that came as plain text: control characters go, line ends stay.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let goes = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if text.contains(goes) { text.replace(goes, "").into() } else { text.into() }
}

/// Text as rich text: every character that means something in HTML is escaped, lines become paragraphs.
pub(crate) fn rich_text(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    escaped.lines().collect::<Vec<_>>().join("<br>")
}

struct Tag<'a> {
    name: String,
    closing: bool,
    rest: &'a str,
}

/// The tag or comment that begins here; `None` where the `<` is only a character.
fn tag(text: &str) -> Option<Tag<'_>> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        return Some(Tag { name: String::new(), closing: false, rest });
    }
    let body = text.strip_prefix('<')?;
    let (closing, name_on) = body.strip_prefix('/').map_or((false, body), |rest| (true, rest));
    if !name_on.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!' || first == '?') {
        return None;
    }
    let name: String = name_on.chars().take_while(char::is_ascii_alphanumeric).take(16).collect();
    Some(Tag { name: name.to_ascii_lowercase(), closing, rest: after_tag(name_on) })
}

/// What follows the `>` that ends a tag; a `>` inside a quoted attribute does not end it.
fn after_tag(text: &str) -> &str {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return &text[at + 1..],
            _ => {}
        }
    }
    // A quote that never closes must not swallow the text.
    text.find('>').map_or("", |at| &text[at + 1..])
}

fn after_closing<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| at + from) {
        let found = text[at + 2..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name));
        if found {
            return after_tag(&text[at + 2..]);
        }
        from = at + 2;
    }
    ""
}

fn push_entities(text: &mut String, part: &str) {
    let mut rest = part;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, character)| *character == ';').map(|(end, _)| end);
        match end.and_then(|end| entity(&rest[1..end]).map(|found| (found, end))) {
            Some((found, end)) => {
                text.push(found);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "euro" => '€',
        _ => return numeric(name.strip_prefix('#')?),
    })
}

fn numeric(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code)
}

fn tidy(text: &str) -> String {
    let mut lines = Vec::new();
    for line in clean(text).lines() {
        let line = line.split([' ', '\t', '\u{a0}']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            lines.push(line);
        }
    }
    lines.join("\n")
}
