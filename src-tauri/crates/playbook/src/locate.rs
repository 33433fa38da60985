//! Where in a JSON text a value stands, so that a semantic error can be found with an editor.

#[cfg(test)]
mod tests;

use serde_json::Value;

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    At(usize),
}

/// `fields[3].section`
pub(crate) fn path_text(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Key(key) if out.is_empty() => out.push_str(key),
            Step::Key(key) => out.push_str(&format!(".{key}")),
            Step::At(at) => out.push_str(&format!("[{at}]")),
        }
    }
    out
}

/// The reason of a serde error without its own line and column, which we tell apart.
pub(crate) fn reason_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// Line and column, from 1, of the value at a path in valid JSON; the nearest parent where the path ends early.
pub(crate) fn locate(text: &str, path: &[Step]) -> (usize, usize) {
    let at = offset(text, path);
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn offset(text: &str, path: &[Step]) -> usize {
    let mut at = skip_blank(text, 0);
    for step in path {
        match child(text, at, step) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Where the child of the value at `at` starts.
fn child(text: &str, at: usize, step: &Step) -> Option<usize> {
    if !matches!(text.as_bytes().get(at), Some(b'{' | b'[')) {
        return None;
    }
    let mut place = skip_blank(text, at + 1);
    let mut index = 0;
    while !matches!(text.as_bytes().get(place), None | Some(b'}' | b']')) {
        let mut wanted = *step == Step::At(index);
        if text.as_bytes().get(at) == Some(&b'{') {
            let (key, end) = value_at(text, place)?;
            wanted = matches!(step, Step::Key(name) if key.as_str() == Some(name));
            place = skip_blank(text, skip_blank(text, end) + 1);
        }
        if wanted {
            return Some(place);
        }
        let (_, end) = value_at(text, place)?;
        place = skip_blank(text, end);
        if text.as_bytes().get(place) == Some(&b',') {
            place = skip_blank(text, place + 1);
        }
        index += 1;
    }
    None
}

/// The value that starts at `at`, and where it ends.
fn value_at(text: &str, at: usize) -> Option<(Value, usize)> {
    let mut values = serde_json::Deserializer::from_str(text.get(at..)?).into_iter::<Value>();
    let value = values.next()?.ok()?;
    Some((value, at + values.byte_offset()))
}

fn skip_blank(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at.min(text.len()) + (rest.len() - rest.trim_start().len())
}
