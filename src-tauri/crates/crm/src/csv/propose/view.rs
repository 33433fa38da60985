//! Plan and profiles side by side.

use crate::csv::attribute::Attribute;
use crate::csv::column::ColumnProfile;
use crate::csv::plan::{ColumnRef, FilePlan};
use crate::csv::profile::FileProfile;

/// The files with their roles and mapping, and what is known of their columns.
pub struct View<'a> {
    pub profiles: &'a [FileProfile],
    pub files: &'a [FilePlan],
}

impl<'a> View<'a> {
    /// Every column that fills `attribute`, with the place of its file.
    pub fn columns_of(&self, attribute: Attribute) -> impl Iterator<Item = (usize, &'a ColumnProfile)> {
        let files = self.files.iter().zip(self.profiles).enumerate();
        files.filter(move |(_, (file, _))| file.role == attribute.role() && file.layout.is_some()).filter_map(
            move |(place, (file, profile))| {
                let column = file.column_of(attribute)?;
                profile.columns.get(column.index as usize).map(|column| (place, column))
            },
        )
    }

    /// The column that `reference` means.
    pub fn column(&self, reference: ColumnRef) -> Option<&'a ColumnProfile> {
        self.profiles.get(reference.file as usize)?.columns.get(reference.column as usize)
    }

    /// What the column fills.
    pub fn attribute(&self, reference: ColumnRef) -> Option<Attribute> {
        self.files.get(reference.file as usize)?.columns.get(reference.column as usize)?.attribute
    }
}
