//! How worlds are made.

use crate::bug::Bug;

/// How worlds are made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// As many as the seed wants where `None`.
    pub laptops: Option<usize>,
    /// Real files instead of memory.
    pub on_disk: bool,
    /// A mistake to find.
    pub bug: Option<Bug>,
}
