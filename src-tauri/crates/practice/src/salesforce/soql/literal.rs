//! Values that stand without quotes: numbers, dates, moments, and words for days.

use chrono::NaiveDate;

use super::ast::Literal;
use crate::org::Moment;

const DAYS: [&str; 3] = ["YESTERDAY", "TODAY", "TOMORROW"];
const COUNTED: [&str; 2] = ["LAST_N_DAYS", "NEXT_N_DAYS"];

/// Reads a value; `None` for a word that is none.
pub fn read(word: &str) -> Option<Literal> {
    let upper = word.to_ascii_uppercase();
    match upper.as_str() {
        "NULL" => return Some(Literal::Null),
        "TRUE" => return Some(Literal::Bool(true)),
        "FALSE" => return Some(Literal::Bool(false)),
        _ => {}
    }
    if DAYS.contains(&upper.as_str()) {
        return Some(Literal::Days(upper, 0));
    }
    if let Some((name, count)) = upper.split_once(':')
        && COUNTED.contains(&name)
    {
        return count.parse().ok().map(|count| Literal::Days(name.to_owned(), count));
    }
    if word.contains('T')
        && let Ok(at) = chrono::DateTime::parse_from_rfc3339(&with_colon(word))
    {
        return Some(Literal::Moment(Moment(at.timestamp_millis())));
    }
    if let Ok(day) = word.parse::<NaiveDate>() {
        return Some(Literal::Date(day));
    }
    let is_number = word.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    word.parse::<f64>().ok().filter(|number| is_number && number.is_finite()).map(Literal::Number)
}

/// Salesforce also takes its own way of writing a zone, `+0000`.
fn with_colon(word: &str) -> String {
    match word.char_indices().rev().nth(4) {
        Some((at, '+' | '-')) if word.len() > 19 && !word[at..].contains(':') => {
            format!("{}:{}", &word[..at + 3], &word[at + 3..])
        }
        _ => word.to_owned(),
    }
}
