//! Numbers and dates in free text.

use super::{Judge, finding};
use crate::assessment::Finding;
use crate::model::Compiled;
use crate::text::{JUDGED_CHARACTERS, normalise};

impl Judge<'_> {
    /// True for a digit, a number word, or a date in words.
    pub(super) fn has_number(&self, text: &str, normalised: &str) -> bool {
        normalised.contains(|c: char| c.is_numeric())
            || normalised.split(' ').any(|word| self.words.numbers.contains(word))
            || dates_in(self.words, text) > 0
    }

    pub(super) fn dates_check(&self, text: &str, wanted: usize) -> Option<Finding> {
        let found = dates_in(self.words, text);
        if found >= wanted {
            return None;
        }
        if wanted == 1 {
            return Some(finding("no_date", "It has no date", "Add the date, such as “2026-11-15” or “15 November”"));
        }
        let why = format!("It has {found} of the {wanted} dates that it needs");
        Some(finding(
            "no_date",
            why,
            "Add the start and the renewal date, such as “starts 2026-10-01, renews 2028-10-01”",
        ))
    }
}

/// How many dates a text holds: `2026-10-01`, `1.10.2026`, `10/1/26`, `3 March`, `March 2026`, `Q4`, `2027`.
pub(super) fn dates_in(words: &Compiled, text: &str) -> usize {
    let text: String = text.chars().take(JUDGED_CHARACTERS).collect();
    let tokens: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '–'))
        .filter(|t| !t.is_empty())
        .collect();
    let mut found = 0;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next_is_number = tokens.get(at + 1).is_some_and(|next| is_day_or_year(next));
        let before_is_number = at > 0 && is_day_or_year(tokens[at - 1]);
        if is_month(words, token, next_is_number || before_is_number) {
            found += 1;
            at += usize::from(next_is_number)
                + usize::from(tokens.get(at + 2).is_some_and(|year| is_year(year)) && next_is_number);
        } else if is_whole_date(token) || is_quarter(token) {
            found += 1;
            at += usize::from(is_quarter(token) && tokens.get(at + 1).is_some_and(|year| is_year(year)));
        } else if is_year(token) {
            found += 1;
        }
        at += 1;
    }
    found
}

/// Months in words; those of up to three letters (`may`, `mar`) only beside a number, because they mean other things, too.
fn is_month(words: &Compiled, token: &str, beside_a_number: bool) -> bool {
    let word = normalise(token);
    words.months.contains(&word) && (beside_a_number || word.chars().count() > 3)
}

fn bare(token: &str) -> &str {
    token.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_day_or_year(token: &str) -> bool {
    let token = bare(token);
    let digits = token.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
    !digits.is_empty()
        && digits.len() <= 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && token.len() - digits.len() <= 2
}

fn is_year(token: &str) -> bool {
    let token = bare(token);
    token.len() == 4 && token.starts_with("20") && token.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Q4`, `Q4/2026`, `H1`, `KW45`
fn is_quarter(token: &str) -> bool {
    let token = bare(token).to_ascii_lowercase();
    let head = token.split(['/', '-', '\'']).next().unwrap_or_default();
    matches!(head, "q1" | "q2" | "q3" | "q4" | "h1" | "h2")
        || head.strip_prefix("kw").is_some_and(|week| week.parse::<u8>().is_ok())
}

/// Three numbers with one kind of sign between them, two with a slash, or `1.10.`; or a date in Chinese or Japanese.
fn is_whole_date(token: &str) -> bool {
    if token.contains('年') || token.contains('月') {
        return token.chars().any(|c| c.is_ascii_digit());
    }
    let core = bare(token);
    if core == "24/7" || core == "24/5" {
        return false;
    }
    let core = core.split_once('T').map_or(core, |(date, _)| date);
    ['-', '/', '.'].into_iter().any(|sign| {
        let parts: Vec<&str> = core.split(sign).collect();
        let numbers =
            parts.iter().all(|part| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit()));
        let small = parts.iter().all(|part| part.parse::<u16>().is_ok_and(|number| (1..=31).contains(&number)));
        let german = sign == '.' && token.trim_end_matches([',', ';']).ends_with('.');
        numbers && (parts.len() == 3 || (parts.len() == 2 && small && (sign == '/' || german)))
    })
}
