//! Numbers as exports spell them: decimal comma or point, thousands, currency signs, brackets for minus.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which sign starts the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    Point,
    Comma,
}

/// What the cells of a column say about their numbers.
#[derive(Debug, Clone, Default)]
pub struct NumberEvidence {
    point: u32,
    comma: u32,
    either: u32,
    /// ISO 4217, of the first cell that has a sign.
    pub currency: Option<String>,
}

impl NumberEvidence {
    /// Takes one cell into account; false where it is no number.
    pub fn add(&mut self, cell: &str) -> bool {
        if cell.len() <= 15 && !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
            return true;
        }
        match (parse(cell, Decimal::Point), parse(cell, Decimal::Comma)) {
            (None, None) => return false,
            (Some(_), None) => self.point += 1,
            (None, Some(_)) => self.comma += 1,
            (Some(one), Some(other)) => self.either += u32::from(one.to_bits() != other.to_bits()),
        }
        if self.currency.is_none() {
            self.currency = currency_of(cell).map(str::to_owned);
        }
        true
    }

    /// The sign that explains the column; `None` where every cell can be read both ways with different results.
    pub fn decimal(&self) -> Option<Decimal> {
        match (self.point, self.comma, self.either) {
            (point, comma, _) if comma > point => Some(Decimal::Comma),
            (point, _, _) if point > 0 => Some(Decimal::Point),
            (_, _, 0) => Some(Decimal::Point),
            _ => None,
        }
    }
}

/// The number that `cell` means; `None` where it is none. Always finite. A per cent sign is dropped: `75 %` is 75.
pub fn parse(cell: &str, decimal: Decimal) -> Option<f64> {
    if cell.len() > 40 || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (negative, body) = strip(cell.trim())?;
    let (mark, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = body.split_once(mark).unwrap_or((body, ""));
    if whole.is_empty() && fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: f64 = format!("0{}.{fraction}0", ungroup(whole, group)?).parse().ok()?;
    Some(if negative && number != 0.0 { -number } else { number })
}

/// The digits without their thousands signs, which have to stand every three digits (or two, as in India).
fn ungroup(whole: &str, group: char) -> Option<String> {
    let is_group = |letter: char| letter == group || matches!(letter, '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let parts: Vec<&str> = whole.split(is_group).collect();
    let digits_only = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let well_grouped = match parts.as_slice() {
        [_] => true,
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && last.len() == 3
                && middle.iter().all(|part| part.len() == 2 || part.len() == 3)
        }
        [] => false,
    };
    (digits_only && well_grouped).then(|| parts.concat())
}

/// Sign and bare body: `(€ 1.234,50)` gives true and `1.234,50`.
fn strip(cell: &str) -> Option<(bool, &str)> {
    let bracketed = cell.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let mut body = bracketed.unwrap_or(cell).trim();
    let mut negative = bracketed.is_some();
    let mut signs = 0;
    loop {
        let before = body;
        if let Some(rest) = body.strip_prefix(['-', '−']).or_else(|| body.strip_suffix('-')) {
            negative = true;
            signs += 1;
            body = rest.trim();
        }
        body = body.strip_prefix('+').unwrap_or(body).trim();
        body = body.strip_suffix('%').unwrap_or(body).trim();
        if let Some((_, rest)) = strip_currency(body) {
            body = rest.trim();
        }
        if body == before {
            break;
        }
    }
    let starts_well = body.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',');
    (starts_well && signs <= 1).then_some((negative, body))
}

const CURRENCIES: [(&str, &str); 30] = [
    ("US$", "USD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("JPY", "JPY"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("NZD", "NZD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("CZK", "CZK"),
    ("HUF", "HUF"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("INR", "INR"),
    ("CNY", "CNY"),
    ("SGD", "SGD"),
    ("ZAR", "ZAR"),
    ("ILS", "ILS"),
];

fn strip_currency(body: &str) -> Option<(&'static str, &str)> {
    CURRENCIES
        .iter()
        .find_map(|(sign, code)| body.strip_prefix(sign).or_else(|| body.strip_suffix(sign)).map(|rest| (*code, rest)))
}

/// The ISO 4217 code of the currency sign in `cell`, where it has one.
pub fn currency_of(cell: &str) -> Option<&'static str> {
    if cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b' ')) {
        return None;
    }
    let inner = cell.trim().trim_matches(['(', ')', '-', '+', ' ']);
    strip_currency(inner).map(|(code, _)| code)
}

/// The currency that a currency column names: `EUR`, `eur`, `€` or `Euro (EUR)`.
pub fn named_currency(text: &str) -> Option<String> {
    let is_code = |part: &&str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let code =
        || text.rsplit(['(', ' ']).map(|part| part.trim_end_matches(')')).find(is_code).map(str::to_ascii_uppercase);
    currency_of(text).map(str::to_owned).or_else(code)
}
