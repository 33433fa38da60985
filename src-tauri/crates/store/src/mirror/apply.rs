use super::{Applied, MirrorPage};
use crate::{Store, StoreError};

impl Store {
    /// Takes over one page of a pull, in one transaction.
    pub async fn apply(&self, page: &MirrorPage) -> Result<Applied, StoreError> {
        let _ = page;
        todo!()
    }

    /// The position that the last applied page of this name left; `None` before the first.
    pub async fn cursor(&self, name: &str) -> Result<Option<String>, StoreError> {
        let _ = name;
        todo!()
    }
}
