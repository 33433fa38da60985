//! Rows of a delimited text, one at a time, in bounded memory.
//!
//! Quotes follow RFC 4180; what breaks the rules costs as few rows as possible. A quote inside a quoted cell that is
//! not doubled is taken as a letter. A quote that never closes (or closes in the middle of a later row) makes only its
//! own line unusable: reading goes on at the next line.
//!
//! Invariant: never more than one record's limit plus one piece is held in memory, however long a line is.

mod record;
mod scan;

use crate::csv::decode::Utf8Source;
pub use record::{Dialect, Record};
use scan::{Scan, scan};
use std::io;

/// The most bytes that one record may have.
pub const RECORD_LIMIT: usize = 1024 * 1024;

/// What was found where a row should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The cells are in [`RowReader::record`]. `stray_quote`: a quote inside a quoted cell was not doubled.
    Cells { line: u32, stray_quote: bool },
    /// A line without text.
    Blank { line: u32 },
    /// A quote opens in this line and doesn't close where it could.
    BrokenQuote { line: u32, text: String },
    /// A line longer than [`RECORD_LIMIT`]; it was passed over.
    TooLong { line: u32, bytes: u64, text: String },
}

/// Reads rows from a decoded file.
pub struct RowReader {
    source: Utf8Source,
    dialect: Dialect,
    /// Width that a row over several lines must have to be believed.
    expected: Option<usize>,
    buffer: String,
    start: usize,
    ended: bool,
    line: u32,
    record: Record,
}

impl RowReader {
    /// `expected` is the number of columns, where it is known.
    pub fn new(source: Utf8Source, dialect: Dialect, expected: Option<usize>) -> Self {
        Self {
            source,
            dialect,
            expected,
            buffer: String::new(),
            start: 0,
            ended: false,
            line: 1,
            record: Record::default(),
        }
    }

    /// The cells of the last [`Row::Cells`].
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Bytes of the file read so far.
    pub fn bytes_read(&self) -> u64 {
        self.source.bytes_read
    }

    /// Bytes that the reader keeps in memory.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.buffer.capacity() + self.record.held()
    }

    /// The next row; `None` at the end of the file. Errors come from reading the file only.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        loop {
            if self.start >= self.buffer.len() && self.ended {
                return Ok(None);
            }
            match scan(&self.buffer, self.start, self.ended, self.dialect, &mut self.record) {
                Scan::Complete { lines, .. } if lines > 1 && self.has_wrong_width() => {
                    return self.give_up_line().map(Some);
                }
                Scan::Complete { end, lines, stray_quote } => return Ok(Some(self.accept(end, lines, stray_quote))),
                Scan::Malformed => return self.give_up_line().map(Some),
                Scan::NeedsMore if self.buffer.len() - self.start > RECORD_LIMIT => {
                    return self.give_up_line().map(Some);
                }
                Scan::NeedsMore => self.fill()?,
            }
        }
    }

    fn has_wrong_width(&self) -> bool {
        self.expected.is_some_and(|width| width != self.record.width())
    }

    fn accept(&mut self, end: usize, lines: u32, stray_quote: bool) -> Row {
        let line = self.line;
        self.start = end;
        self.line = self.line.saturating_add(lines);
        let blank = self.record.width() <= 1 && self.record.filled() == 0;
        if blank { Row::Blank { line } } else { Row::Cells { line, stray_quote } }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        self.ended = !self.source.fill(&mut self.buffer)?;
        Ok(())
    }

    /// Passes over the line at hand and says why.
    fn give_up_line(&mut self) -> io::Result<Row> {
        let (line, text) = (
            self.line,
            crate::csv::words::shorten(
                self.buffer.get(self.start..).unwrap_or_default().lines().next().unwrap_or_default(),
            ),
        );
        let mut passed = 0_u64;
        loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if let Some(end) = rest.bytes().position(|byte| byte == b'\n' || byte == b'\r') {
                passed += end as u64;
                self.start += end + newline_length(&rest.as_bytes()[end..]);
                break;
            }
            passed += rest.len() as u64;
            self.start = self.buffer.len();
            if self.ended {
                break;
            }
            self.fill()?;
        }
        self.line = self.line.saturating_add(1);
        let too_long = passed > RECORD_LIMIT as u64;
        Ok(if too_long { Row::TooLong { line, bytes: passed, text } } else { Row::BrokenQuote { line, text } })
    }
}

fn newline_length(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\r\n") { 2 } else { 1 }
}
