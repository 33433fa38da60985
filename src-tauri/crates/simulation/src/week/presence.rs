//! Who is in front of which laptop, and when.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc, Weekday};
use chrono_tz::{America, Asia, Europe, Tz};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A person comes and goes in steps of so long.
pub const STEP: TimeDelta = TimeDelta::minutes(15);

const ZONES: [Tz; 3] = [America::New_York, Europe::Berlin, Asia::Singapore];

/// Where a laptop's person lives.
pub fn zone_of(laptop: usize) -> Tz {
    ZONES[laptop % ZONES.len()]
}

/// True where somebody uses the window: about every second quarter of an hour of a working day, now and then in the
/// evening.
pub fn is_there(seed: u64, laptop: usize, now: DateTime<Utc>) -> bool {
    let local = now.with_timezone(&zone_of(laptop));
    let working = !matches!(local.weekday(), Weekday::Sat | Weekday::Sun);
    let of_a_hundred = match local.hour() {
        8..18 if working => 45,
        18..22 => 5,
        _ => 0,
    };
    let step = now.timestamp() / STEP.num_seconds();
    let mut dice = ChaCha8Rng::seed_from_u64(seed ^ (laptop as u64) << 40 ^ step.unsigned_abs());
    dice.random_range(0..100) < of_a_hundred
}
