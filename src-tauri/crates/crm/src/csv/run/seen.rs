//! Which deal keys came already, in a few bytes each.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

/// What is remembered of a deal's first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct First {
    file: u32,
    line: u32,
    rest: u64,
    product: u64,
    further: u32,
}

/// How a row stands to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coming {
    First,
    /// The same deal with another product, as reports of opportunities with products list it; counted from 1.
    FurtherProduct(u32),
    /// The key was used before, in this line of the file at this place.
    Again {
        file: u32,
        line: u32,
    },
}

/// The keys of all deals so far, as hashes of 64 bits with a random seed.
///
/// Two of 10^6 keys meet by chance in about 1 of 37 million imports; the row would be reported as a repetition, not lost
/// in silence.
#[derive(Debug, Default)]
pub struct SeenKeys {
    hashes: RandomState,
    first: HashMap<u64, First>,
}

impl SeenKeys {
    /// Notes the deal `key`, met in `line` of the file at place `file`. `rest` is what further rows of the deal repeat.
    pub fn note(&mut self, key: &str, file: u32, line: u32, rest: &[&str], product: Option<&str>) -> Coming {
        let rest = self.hashes.hash_one(rest);
        let product = product.map_or(0, |product| self.hashes.hash_one(product));
        match self.first.get_mut(&self.hashes.hash_one(key)) {
            None => {
                self.first.insert(self.hashes.hash_one(key), First { file, line, rest, product, further: 0 });
                Coming::First
            }
            Some(first) if first.file == file && first.rest == rest && first.product != product && product != 0 => {
                first.further = first.further.saturating_add(1);
                Coming::FurtherProduct(first.further)
            }
            Some(first) => Coming::Again { file: first.file, line: first.line },
        }
    }
}
