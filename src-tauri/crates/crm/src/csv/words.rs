//! How texts of an export are compared, keyed and shortened.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest value that a report quotes, in characters.
const QUOTED: usize = 80;

/// The text for comparison: trimmed, NFKC, lower case, one space between words.
pub fn norm(text: &str) -> String {
    let lowered: String =
        if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfkc().flat_map(char::to_lowercase).collect() };
    lowered.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits only, without accents: `GTX Pro`, `gtx-pro` and `GTXPro` are the same.
pub fn loose(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The key under which markers such as `N/A`, `-` or `Não Identificado` are known.
pub fn marker_key(text: &str) -> String {
    let letters = loose(text);
    if letters.is_empty() { norm(text) } else { letters }
}

/// The words of a header, lower case: `Close_Date (UTC)` and `closeDateUtc` give `close`, `date`, `utc`.
pub fn header_words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous_is_lower = false;
    for letter in header.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        let starts_word = !letter.is_alphanumeric() || (letter.is_uppercase() && previous_is_lower);
        if starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
        previous_is_lower = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// At most 80 characters on one line, for a report.
pub fn shorten(text: &str) -> String {
    cut(text, QUOTED)
}

/// At most `limit` characters, control characters as spaces; an ellipsis tells that something is missing.
pub fn cut(text: &str, limit: usize) -> String {
    let mut letters = text.trim().chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut kept: String = letters.by_ref().take(limit).collect();
    if letters.next().is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// `1 row`, `2 rows`.
pub fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
