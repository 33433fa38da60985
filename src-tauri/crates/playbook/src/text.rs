//! Text in a form that can be compared, and figures in a form that can be read.

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Texts are judged by their first so many characters: a 1 MB text must not stop the window.
pub(crate) const JUDGED_CHARACTERS: usize = 20_000;

/// Lower case, without accents, punctuation as blanks, blanks single: `N/A ` → `n a`.
pub(crate) fn normalise(text: &str) -> String {
    if text.is_ascii() {
        return collapse(text.chars().take(JUDGED_CHARACTERS).map(|c| c.to_ascii_lowercase()));
    }
    let bare = text.chars().take(JUDGED_CHARACTERS).nfkd().filter(|c| !is_combining_mark(*c));
    collapse(bare.flat_map(char::to_lowercase))
}

fn collapse(characters: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in characters {
        if c == '\'' || c == '’' {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(c);
    }
    out
}

/// `64800.4` → `64,800`; cents are noise in a tier.
pub(crate) fn figure(number: f64) -> String {
    // Whole numbers print many times faster than floats; sums beyond i64 are capped, not wrapped.
    let whole = number.round() as i64;
    let digits = whole.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if whole < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1.0` → `1`, `0.5` → `0.5`: a number with at most four decimals and without idle digits.
pub(crate) fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    ((number * 1e4).round() / 1e4).to_string()
}

/// `Fri 18 Sep 2026 18:00`, local.
pub(crate) fn local_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%a %-d %b %Y %H:%M").to_string()
}

/// `Sat 19 Sep`
pub(crate) fn day(date: NaiveDate) -> String {
    date.format("%a %-d %b").to_string()
}

/// `a`, `a and b`, `a, b and c`
pub(crate) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [head @ .., last] => {
            format!("{} and {}", head.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "), last.as_ref())
        }
    }
}
