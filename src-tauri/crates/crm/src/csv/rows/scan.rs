//! One attempt to read one record from a piece of text.

use super::record::{Dialect, Record};

/// What an attempt came to.
pub enum Scan {
    /// The record ends before `end`; it covers `lines` lines.
    Complete { end: usize, lines: u32, stray_quote: bool },
    /// The text ends before the record does.
    NeedsMore,
    /// A quote closes where it can't, or never.
    Malformed,
}

enum Cell {
    /// The cell ends before this place.
    Ends(usize),
    NeedsMore,
    Malformed,
}

struct Attempt<'a> {
    text: &'a str,
    ended: bool,
    dialect: Dialect,
    lines: u32,
    stray_quote: bool,
}

/// Reads the record that starts at `from`. `ended` says that no text will follow.
pub fn scan(text: &str, from: usize, ended: bool, dialect: Dialect, record: &mut Record) -> Scan {
    record.clear();
    let bytes = text.as_bytes();
    let mut attempt = Attempt { text, ended, dialect, lines: 1, stray_quote: false };
    let mut at = from;
    loop {
        let opens = bytes.get(at).copied();
        let cell = match opens {
            Some(byte) if Some(byte) == dialect.quote => attempt.quoted(at, byte, record),
            _ => attempt.plain(at, record),
        };
        at = match cell {
            Cell::Ends(end) => end,
            Cell::NeedsMore => return Scan::NeedsMore,
            Cell::Malformed => return Scan::Malformed,
        };
        record.end_cell();
        let complete = |end| Scan::Complete { end, lines: attempt.lines, stray_quote: attempt.stray_quote };
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(byte), _) if *byte == dialect.delimiter => at += 1,
            (Some(b'\n'), _) => return complete(at + 1),
            (Some(b'\r'), Some(b'\n')) => return complete(at + 2),
            (Some(_), None) if !ended => return Scan::NeedsMore,
            (Some(_), _) => return complete(at + 1),
            (None, _) => return complete(at),
        }
    }
}

impl Attempt<'_> {
    fn plain(&self, from: usize, record: &mut Record) -> Cell {
        let rest = self.text.as_bytes().get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == self.dialect.delimiter || matches!(byte, b'\n' | b'\r'));
        let end = match length {
            Some(length) => from + length,
            None if self.ended => self.text.len(),
            None => return Cell::NeedsMore,
        };
        record.push_text(self.text.get(from..end).unwrap_or_default());
        Cell::Ends(end)
    }

    fn quoted(&mut self, open: usize, quote: u8, record: &mut Record) -> Cell {
        let bytes = self.text.as_bytes();
        let mut from = open + 1;
        let mut spans_lines = false;
        loop {
            let Some(length) = bytes.get(from..).unwrap_or_default().iter().position(|byte| *byte == quote) else {
                return if self.ended { Cell::Malformed } else { Cell::NeedsMore };
            };
            let close = from + length;
            let passage = self.text.get(from..close).unwrap_or_default();
            let breaks = line_breaks(passage);
            self.lines = self.lines.saturating_add(breaks);
            spans_lines |= breaks > 0;
            record.push_text(passage);
            match bytes.get(close + 1) {
                None if !self.ended => return Cell::NeedsMore,
                None => return Cell::Ends(close + 1),
                Some(next) if *next == quote => from = self.keep_quote(close, 2, record),
                Some(next) if *next == self.dialect.delimiter || matches!(next, b'\n' | b'\r') => {
                    return Cell::Ends(close + 1);
                }
                Some(_) if spans_lines => return Cell::Malformed,
                Some(_) => {
                    self.stray_quote = true;
                    from = self.keep_quote(close, 1, record);
                }
            }
        }
    }

    fn keep_quote(&self, close: usize, length: usize, record: &mut Record) -> usize {
        record.push_text(self.text.get(close..=close).unwrap_or_default());
        close + length
    }
}

fn line_breaks(passage: &str) -> u32 {
    let bytes = passage.as_bytes();
    let breaks = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    u32::try_from(breaks.count()).unwrap_or(u32::MAX)
}
