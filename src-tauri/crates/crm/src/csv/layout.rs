//! How a file is laid out: delimiter, quote, header row; guessed from its first rows.

use crate::csv::date::DateEvidence;
use crate::csv::decode::Utf8Source;
use crate::csv::number::NumberEvidence;
use crate::csv::rows::{Dialect, Row, RowReader};
use encoding_rs::{Encoding, UTF_8};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Cursor};
use std::path::Path;
use ts_rs::TS;

/// Rows that are enough to judge a delimiter.
const JUDGED_ROWS: usize = 300;
/// A preamble is no longer than this.
const PREAMBLE_ROWS: usize = 60;

/// How to read a file; a person may change it and have the file inspected again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Layout {
    /// The encoding's name in the WHATWG list: `UTF-8`, `windows-1252`, `UTF-16LE`.
    pub encoding: String,
    /// One ASCII character.
    pub delimiter: char,
    pub quote: Option<char>,
    /// The line of the header row, from 1; without a header, the line of the first row.
    pub header_line: u32,
    pub has_header: bool,
    pub columns: u32,
    /// The line at which a report's footer starts.
    pub footer_from: Option<u32>,
}

impl Layout {
    /// The layout in the form that the row reader takes.
    pub fn dialect(&self) -> Dialect {
        Dialect { delimiter: ascii(self.delimiter, b','), quote: self.quote.map(|quote| ascii(quote, b'"')) }
    }

    /// Opens a file that is laid out so. An encoding of an unknown name is read as UTF-8.
    pub fn open(&self, path: &Path) -> io::Result<RowReader> {
        let encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap_or(UTF_8);
        let source = Utf8Source::new(Box::new(File::open(path)?), encoding);
        Ok(RowReader::new(source, self.dialect(), Some(self.columns as usize)))
    }
}

fn ascii(letter: char, otherwise: u8) -> u8 {
    u8::try_from(letter).ok().filter(u8::is_ascii).unwrap_or(otherwise)
}

/// What a person has decided about a file, instead of what would be guessed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LayoutChoice {
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub header_line: Option<u32>,
}

/// A row of the sample with its line.
pub struct SampleRow {
    pub line: u32,
    pub cells: Vec<String>,
}

/// Guesses the layout from the decoded start of a file; `complete` says that `sample` is the whole file.
///
/// `None` where there is no row.
pub fn guess(sample: &str, complete: bool, encoding: &str, choice: &LayoutChoice) -> Option<Layout> {
    let quote = guess_quote(sample);
    let candidates = match choice.delimiter.or_else(|| declared_delimiter(sample)) {
        Some(delimiter) => vec![ascii(delimiter, b',')],
        None => vec![b',', b';', b'\t', b'|'],
    };
    let judged = candidates.into_iter().map(|delimiter| {
        let rows = sample_rows(sample, complete, Dialect { delimiter, quote });
        (score(&rows), delimiter, rows)
    });
    let (_, delimiter, rows) = judged.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let width = usual_width(&rows).max(1);
    let chosen = choice.header_line.and_then(|line| rows.iter().position(|row| row.line == line));
    let header = chosen.or_else(|| find_header(&rows, width))?;
    let row = rows.get(header)?;
    let has_header = chosen.is_some() || !looks_like_data(&row.cells);
    Some(Layout {
        encoding: encoding.to_owned(),
        delimiter: char::from(delimiter),
        quote: quote.map(char::from),
        header_line: row.line,
        has_header,
        columns: u32::try_from(row.cells.len()).unwrap_or(u32::MAX),
        footer_from: None,
    })
}

/// Excel's `sep=;` in the first line.
fn declared_delimiter(sample: &str) -> Option<char> {
    let declared = sample.lines().next()?.trim().trim_matches('"').strip_prefix("sep=")?.chars().next()?;
    matches!(declared, ',' | ';' | '\t' | '|').then_some(declared)
}

/// Double quotes, unless only single ones stand where cells begin.
fn guess_quote(sample: &str) -> Option<u8> {
    let begins = |quote: char| {
        sample.lines().take(JUDGED_ROWS).filter(|line| line.starts_with(quote) || has_cell_start(line, quote)).count()
    };
    Some(if !sample.contains('"') && begins('\'') > 1 { b'\'' } else { b'"' })
}

fn has_cell_start(line: &str, quote: char) -> bool {
    let opened = [',', ';', '\t', '|'].iter().any(|delimiter| line.contains(&format!("{delimiter}{quote}")));
    let closed = [',', ';', '\t', '|'].iter().any(|delimiter| line.contains(&format!("{quote}{delimiter}")))
        || line.ends_with(quote);
    opened && closed
}

/// The first rows of `sample`, without blank and broken ones.
pub fn sample_rows(sample: &str, complete: bool, dialect: Dialect) -> Vec<SampleRow> {
    let source = Utf8Source::new(Box::new(Cursor::new(sample.as_bytes().to_vec())), UTF_8);
    let mut reader = RowReader::new(source, dialect, None);
    let mut rows = Vec::new();
    while rows.len() < JUDGED_ROWS {
        match reader.next_row() {
            Ok(Some(Row::Cells { line, .. })) => {
                rows.push(SampleRow {
                    line,
                    cells: reader.record().cells().map(|cell| cell.trim().to_owned()).collect(),
                });
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => {
                if !complete && rows.len() > 1 {
                    rows.pop();
                }
                break;
            }
        }
    }
    if rows.first().is_some_and(|row| row.line == 1 && row.cells.first().is_some_and(|cell| cell.starts_with("sep="))) {
        rows.remove(0);
    }
    rows
}

/// The share of rows with the usual width; more columns decide a tie.
fn score(rows: &[SampleRow]) -> f64 {
    let width = usual_width(rows);
    if width < 2 || rows.is_empty() {
        return 0.0;
    }
    let alike = rows.iter().filter(|row| row.cells.len() == width).count();
    alike as f64 / rows.len() as f64 + width.min(50) as f64 / 1000.0
}

fn usual_width(rows: &[SampleRow]) -> usize {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for row in rows {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let wide = counts.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width));
    wide.map_or(1, |(width, _)| *width)
}

/// The first row of usual width that is mostly filled; reports put titles and filters above it.
fn find_header(rows: &[SampleRow], width: usize) -> Option<usize> {
    let filled = |row: &SampleRow| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let full = |row: &SampleRow| row.cells.len() == width && filled(row) * 10 >= width * 6;
    rows.iter().take(PREAMBLE_ROWS).position(full).or(if rows.is_empty() { None } else { Some(0) })
}

fn looks_like_data(cells: &[String]) -> bool {
    cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .any(|cell| DateEvidence::default().add(cell) || NumberEvidence::default().add(cell))
}
