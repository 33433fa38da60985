//! Salesforce's record ids: 15 characters that differ by case, or 18 that do not.
//!
//! Three characters say the kind of record, the rest is a number in base 62. The last three of 18 say which of the
//! others are capitals, so that spreadsheets can't break the id.

use std::fmt;

use crate::org::{Kind, ObjectId};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SUFFIX: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
/// Between the prefix and the number: which of the vendor's machines made the record.
const POD: &str = "gL0";
const NUMBER_LENGTH: usize = 9;
/// The largest number that fits.
const LARGEST: u64 = 62_u64.pow(9) - 1;

/// The id of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordId {
    pub prefix: [u8; 3],
    pub number: u64,
}

impl RecordId {
    /// The id of a number under a prefix such as `006`. Numbers wrap where they don't fit.
    pub fn new(prefix: &str, number: u64) -> Self {
        let mut bytes = [b'0'; 3];
        for (byte, given) in bytes.iter_mut().zip(prefix.bytes()) {
            *byte = given;
        }
        Self { prefix: bytes, number: number % (LARGEST + 1) }
    }

    /// Reads 15 or 18 characters. In 18, the case of the first 15 is taken from the suffix.
    pub fn parse(text: &str) -> Option<Self> {
        let mut text = text.as_bytes().to_vec();
        if text.len() == 18 {
            restore_case(&mut text)?;
        }
        if text.len() != 15 || !text.iter().all(u8::is_ascii_alphanumeric) {
            return None;
        }
        if text[3..6] != *POD.as_bytes() {
            return None;
        }
        let number = text[6..].iter().try_fold(0_u64, |number, digit| Some(number * 62 + value(*digit)?))?;
        Some(Self { prefix: [text[0], text[1], text[2]], number })
    }

    /// Whether the prefix is this one.
    pub fn is_of(self, prefix: &str) -> bool {
        self.prefix == *prefix.as_bytes()
    }

    /// The 15 characters.
    pub fn short(self) -> String {
        let mut digits = [b'0'; NUMBER_LENGTH];
        let mut rest = self.number;
        for digit in digits.iter_mut().rev() {
            *digit = DIGITS[(rest % 62) as usize];
            rest /= 62;
        }
        let all = self.prefix.iter().chain(POD.as_bytes()).chain(&digits);
        all.map(|byte| char::from(*byte)).collect()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = self.short();
        let suffix: String = short.as_bytes().chunks(5).map(|five| char::from(SUFFIX[capitals(five)])).collect();
        write!(f, "{short}{suffix}")
    }
}

/// The number of an id, whatever it is of.
pub fn number_of(text: &str) -> Option<u64> {
    RecordId::parse(text).map(|id| id.number)
}

/// The id under which Salesforce shows a record of a kind.
pub fn record_id(kind: Kind, id: ObjectId) -> RecordId {
    let prefix = match kind {
        Kind::Deal => "006",
        Kind::Company => "001",
        Kind::Contact => "003",
        Kind::LineItem => "00k",
        Kind::Note => "069",
        Kind::Task | Kind::Call => "00T",
        Kind::Meeting => "00U",
        Kind::Email => "02s",
    };
    RecordId::new(prefix, id.0)
}

/// Five characters as a number: which of them are capitals.
fn capitals(five: &[u8]) -> usize {
    let bits = five.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
    bits.map(|(place, _)| 1 << place).sum()
}

fn restore_case(text: &mut Vec<u8>) -> Option<()> {
    let suffix = text.split_off(15);
    for (five, mark) in text.chunks_mut(5).zip(suffix) {
        let bits = SUFFIX.iter().position(|known| *known == mark.to_ascii_uppercase())?;
        for (place, byte) in five.iter_mut().enumerate() {
            *byte = if bits & (1 << place) == 0 { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        }
    }
    Some(())
}

fn value(digit: u8) -> Option<u64> {
    DIGITS.iter().position(|known| *known == digit).map(|place| place as u64)
}

#[cfg(test)]
mod tests;
