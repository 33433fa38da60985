//! One deal, judged.

use crate::assessment::Assessment;
use crate::situation::Situation;

/// Judges one deal: a pure function of its situation.
pub fn assess(_situation: &Situation<'_>) -> Assessment {
    unimplemented!("being written")
}
