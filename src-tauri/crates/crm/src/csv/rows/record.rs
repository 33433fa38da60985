//! The cells of a row.

/// How cells are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    pub quote: Option<u8>,
}

/// The cells of one row; its memory is used again for the next.
#[derive(Debug, Clone, Default)]
pub struct Record {
    text: String,
    ends: Vec<usize>,
}

impl Record {
    /// The cell at `index`, from 0, as it stands in the file.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.text.get(start..end)
    }

    /// How many cells the row has.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// Every cell in order.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).filter_map(|index| self.get(index))
    }

    /// How many cells hold more than white space.
    pub fn filled(&self) -> usize {
        self.cells().filter(|cell| !cell.trim().is_empty()).count()
    }

    /// True where some bytes of the row couldn't be decoded.
    pub fn has_undecodable(&self) -> bool {
        !self.text.is_ascii() && self.text.contains('\u{fffd}')
    }

    /// Forgets the row.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds to the cell at hand.
    pub fn push_text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the cell at hand.
    pub fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Bytes that are kept in memory.
    #[cfg(test)]
    pub fn held(&self) -> usize {
        self.text.capacity()
    }
}
