//! From the bytes of a file to UTF-8, in pieces.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// Bytes with letters outside ASCII that are enough to tell an encoding.
const ENOUGH: usize = 4 * 1024 * 1024;

/// What the bytes of a file look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sniffed {
    Empty,
    /// Not a text file; the word says what it is.
    Binary(&'static str),
    Text(&'static Encoding),
}

/// Reads the whole file once and tells its encoding. `keep_on` is asked between pieces; its false ends the reading early.
pub fn sniff(source: &mut dyn Read, keep_on: &mut dyn FnMut() -> bool) -> io::Result<Sniffed> {
    let mut piece = vec![0; PIECE];
    let mut filled = read_full(source, &mut piece)?;
    if filled == 0 {
        return Ok(Sniffed::Empty);
    }
    let head = &piece[..filled];
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Ok(Sniffed::Text(encoding));
    }
    if let Some(early) = utf16_without_mark(head).or_else(|| binary_kind(head).map(Sniffed::Binary)) {
        return Ok(early);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut utf8 = Utf8Check::default();
    let mut fed = 0;
    while filled > 0 && keep_on() {
        let bytes = &piece[..filled];
        utf8.add(bytes);
        // Pieces before the first that is no UTF-8 are ASCII in all likelihood: they tell nothing.
        if utf8.broken && fed < ENOUGH && !bytes.is_ascii() {
            detector.feed(bytes, false);
            fed += bytes.len();
        }
        filled = read_full(source, &mut piece)?;
    }
    if utf8.is_valid() {
        return Ok(Sniffed::Text(UTF_8));
    }
    // A file that ends within a letter breaks at its very end.
    detector.feed(if fed == 0 { &utf8.open } else { &[] }, true);
    Ok(Sniffed::Text(detector.guess(None, Utf8Detection::Deny)))
}

fn read_full(source: &mut dyn Read, piece: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match source.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// UTF-16 of mostly Latin text has a NUL in every other byte.
fn utf16_without_mark(head: &[u8]) -> Option<Sniffed> {
    let pairs = head.len() / 2;
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if pairs < 2 {
        None
    } else if odd * 10 > pairs * 6 && even * 20 < pairs {
        Some(Sniffed::Text(UTF_16LE))
    } else if even * 10 > pairs * 6 && odd * 20 < pairs {
        Some(Sniffed::Text(UTF_16BE))
    } else {
        None
    }
}

fn binary_kind(head: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "an Excel workbook or another zip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    if let Some((_, kind)) = KNOWN.iter().find(|(start, _)| head.starts_with(start)) {
        return Some(kind);
    }
    let strange = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    (strange * 50 > head.len()).then_some("a binary file")
}

/// Whether bytes that arrive in pieces are UTF-8.
#[derive(Default)]
struct Utf8Check {
    open: Vec<u8>,
    broken: bool,
}

impl Utf8Check {
    fn add(&mut self, bytes: &[u8]) {
        if self.broken || (self.open.is_empty() && bytes.is_ascii()) {
            return;
        }
        self.open.extend_from_slice(bytes);
        match std::str::from_utf8(&self.open) {
            Ok(_) => self.open.clear(),
            Err(error) if error.error_len().is_none() => {
                self.open.drain(..error.valid_up_to());
            }
            Err(_) => self.broken = true,
        }
    }

    fn is_valid(&self) -> bool {
        !self.broken && self.open.is_empty()
    }
}

/// Decodes a file piece by piece.
pub struct Utf8Source {
    source: Box<dyn Read>,
    decoder: Decoder,
    piece: Vec<u8>,
    ended: bool,
    /// Bytes of the file that were read.
    pub bytes_read: u64,
}

impl Utf8Source {
    /// A byte order mark wins over `encoding`.
    pub fn new(source: Box<dyn Read>, encoding: &'static Encoding) -> Self {
        Self { source, decoder: encoding.new_decoder(), piece: vec![0; PIECE], ended: false, bytes_read: 0 }
    }

    /// Appends the next piece to `text`; false at the end. What can't be decoded becomes U+FFFD.
    pub fn fill(&mut self, text: &mut String) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let filled = read_full(self.source.as_mut(), &mut self.piece)?;
        self.bytes_read += filled as u64;
        self.ended = filled < self.piece.len();
        let mut bytes = &self.piece[..filled];
        loop {
            text.reserve(self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(PIECE * 3));
            let (result, taken, _) = self.decoder.decode_to_string(bytes, text, self.ended);
            bytes = &bytes[taken..];
            if result == CoderResult::InputEmpty {
                return Ok(true);
            }
        }
    }
}
