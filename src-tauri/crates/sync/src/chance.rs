//! Chance, so that laptops do not come back at the same instant, and so that a story can be told twice.

use chrono::TimeDelta;
use std::fmt;
use std::sync::Arc;
use uuid::Uuid;

/// Draws numbers from 0 to 999.
#[derive(Clone)]
pub struct Chance(Arc<dyn Fn() -> u32 + Send + Sync>);

impl Chance {
    /// Chance as it is.
    pub fn real() -> Self {
        Self::of(|| u32::try_from(Uuid::new_v4().as_u128() % 1_000).unwrap_or_default())
    }

    /// Numbers from elsewhere; they are taken modulo 1,000.
    pub fn of(draw: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        Self(Arc::new(draw))
    }

    /// A chance part of a span.
    pub(crate) fn part_of(&self, span: TimeDelta) -> TimeDelta {
        TimeDelta::milliseconds(span.num_milliseconds() * i64::from((self.0)() % 1_000) / 1_000)
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Chance")
    }
}
