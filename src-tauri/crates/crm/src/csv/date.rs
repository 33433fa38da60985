//! Dates as exports spell them.
//!
//! A cell alone often can't tell day from month, so a column collects evidence over all its cells ([`DateEvidence`]).

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The order of the parts of a date written in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
}

/// A date with as much of a time as the cell has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
    pub offset: Option<FixedOffset>,
}

/// The date that `cell` means when a column is written in `order`.
///
/// A year in front and a month in letters are understood in every order.
pub fn parse(cell: &str, order: DateOrder) -> Option<Moment> {
    let parts = split(cell)?;
    let date = parts.date(order)?;
    let (time, offset) = parse_time(parts.rest)?;
    Some(Moment { date, time, offset })
}

/// What the cells of a column say about the order of their dates.
#[derive(Debug, Clone, Default)]
pub struct DateEvidence {
    fixed: u32,
    either: u32,
    day_first: u32,
    month_first: u32,
    pattern: Option<(char, bool)>,
}

/// What a column of dates turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateVerdict {
    Order(DateOrder),
    /// Every order that fits.
    Ambiguous(Vec<DateOrder>),
}

impl DateEvidence {
    /// Takes one cell into account; false where it is no date in any order.
    pub fn add(&mut self, cell: &str) -> bool {
        let Some(parts) = split(cell) else { return false };
        if parse_time(parts.rest).is_none() {
            return false;
        }
        let day_first = parts.date(DateOrder::DayMonthYear);
        let month_first = parts.date(DateOrder::MonthDayYear);
        match (day_first, month_first) {
            _ if parts.date(DateOrder::YearMonthDay).is_some() => self.fixed += 1,
            (Some(_), _) if parts.separator == '.' => self.day_first += 1,
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => self.either += 1,
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
            (None, None) => return false,
        }
        self.pattern.get_or_insert((parts.separator, parts.named));
        true
    }

    /// The order over the whole column. One order has to explain ten times the cells of the other to win against it.
    pub fn verdict(&self) -> DateVerdict {
        let (day, month) = (self.day_first, self.month_first);
        if day > month.saturating_mul(10) {
            DateVerdict::Order(DateOrder::DayMonthYear)
        } else if month > day.saturating_mul(10) {
            DateVerdict::Order(DateOrder::MonthDayYear)
        } else if day == 0 && self.either == 0 && self.fixed > 0 {
            DateVerdict::Order(DateOrder::YearMonthDay)
        } else {
            DateVerdict::Ambiguous(vec![DateOrder::DayMonthYear, DateOrder::MonthDayYear])
        }
    }

    /// The column's dates as a person would describe them, such as `dd.mm.yyyy`.
    pub fn pattern(&self, order: DateOrder) -> String {
        let (separator, named) = self.pattern.unwrap_or(('-', false));
        let parts = match (named, order) {
            (true, _) => ["d", "month", "yyyy"],
            (_, DateOrder::YearMonthDay) => ["yyyy", "mm", "dd"],
            (_, DateOrder::DayMonthYear) => ["dd", "mm", "yyyy"],
            (_, DateOrder::MonthDayYear) => ["mm", "dd", "yyyy"],
        };
        parts.join(&separator.to_string())
    }
}

struct Parts<'a> {
    numbers: [(u32, usize); 3],
    /// The month was written in letters, and `numbers` holds day, month, year.
    named: bool,
    separator: char,
    rest: &'a str,
}

impl Parts<'_> {
    fn date(&self, order: DateOrder) -> Option<NaiveDate> {
        let [a, b, c] = self.numbers;
        let year_in_front = a.1 == 4;
        let (year, month, day) = match order {
            _ if self.named => (c, b, a),
            _ if year_in_front => (a, b, c),
            DateOrder::YearMonthDay => return None,
            DateOrder::DayMonthYear => (c, b, a),
            DateOrder::MonthDayYear => (c, a, b),
        };
        if month.1 > 2 || day.1 > 2 {
            return None;
        }
        NaiveDate::from_ymd_opt(full_year(year)?, month.0, day.0)
    }
}

fn full_year((year, digits): (u32, usize)) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match digits {
        4 if (1900..2200).contains(&year) => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn split(cell: &str) -> Option<Parts<'_>> {
    let cell = cell.trim();
    if cell.len() > 40 || !cell.is_ascii() || !cell.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let (first, rest) = token(cell);
    let (separator, rest) = gap(rest)?;
    let (second, rest) = token(rest);
    let (_, rest) = gap(rest).filter(|(same, _)| *same == separator || separator == ' ')?;
    let (third, rest) = token(rest);
    let (named, order) = match (month_named(first), month_named(second)) {
        (Some(month), _) => (true, [number(second)?, (month, 2), number(third)?]),
        (None, Some(month)) => (true, [number(first)?, (month, 2), number(third)?]),
        (None, None) if separator == ' ' => return None,
        (None, None) => (false, [number(first)?, number(second)?, number(third)?]),
    };
    Some(Parts { numbers: order, named, separator, rest })
}

/// A run of digits or a run of letters.
fn token(text: &str) -> (&str, &str) {
    let digits = text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    let end = text
        .bytes()
        .position(|byte| if digits { !byte.is_ascii_digit() } else { !byte.is_ascii_alphabetic() })
        .unwrap_or(text.len());
    text.split_at(end)
}

fn gap(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    match first {
        '-' | '/' | '.' => Some((first, text[1..].trim_start())),
        ' ' | ',' => Some((' ', text.trim_start_matches([' ', ',']))),
        _ => None,
    }
}

fn number(text: &str) -> Option<(u32, usize)> {
    (text.len() <= 4).then(|| text.parse().ok().map(|number| (number, text.len())))?
}

fn month_named(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if text.len() < 3 || !text.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    let lowered = text.to_ascii_lowercase();
    let place = MONTHS.iter().position(|month| *month == lowered || month[..3] == lowered)?;
    u32::try_from(place + 1).ok()
}

/// Nothing, or `T12:30:05.123Z`, ` 12:30`, ` 1:05 PM`, ` 12:30 +01:00`; `None` for anything else.
fn parse_time(rest: &str) -> Option<(Option<NaiveTime>, Option<FixedOffset>)> {
    let text = rest.trim().trim_start_matches([',', 'T']).trim();
    if text.is_empty() {
        return rest.trim().is_empty().then_some((None, None));
    }
    let (clock, tail) = text.split_at(
        text.find(|letter: char| !letter.is_ascii_digit() && letter != ':' && letter != '.').unwrap_or(text.len()),
    );
    let (half, zone) = split_half(tail.trim());
    let time = parse_clock(clock, half)?;
    Some((Some(time), parse_zone(zone)?))
}

fn split_half(tail: &str) -> (Option<bool>, &str) {
    let lowered = tail.to_ascii_lowercase();
    match lowered.get(..2) {
        Some("am") => (Some(false), tail[2..].trim()),
        Some("pm") => (Some(true), tail[2..].trim()),
        _ => (None, tail),
    }
}

fn parse_clock(clock: &str, afternoon: Option<bool>) -> Option<NaiveTime> {
    let whole = clock.split('.').next()?;
    let mut parts = whole.split(':').map(str::parse::<u32>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().transpose().ok()?.unwrap_or(0);
    let hour = match afternoon {
        None => hour,
        Some(_) if hour > 12 => return None,
        Some(true) => hour % 12 + 12,
        Some(false) => hour % 12,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn parse_zone(zone: &str) -> Option<Option<FixedOffset>> {
    match zone {
        "" => return Some(None),
        "Z" | "UTC" | "GMT" => return Some(FixedOffset::east_opt(0)),
        _ => {}
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.strip_prefix(['+', '-'])?.chars().filter(|letter| *letter != ':').collect();
    if digits.len() != 4 && digits.len() != 2 {
        return None;
    }
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..).filter(|text| !text.is_empty()).map_or(Ok(0), str::parse).ok()?;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).map(Some)
}
