use chrono::{DateTime, Utc};
use crate::org::{Account, Clock, Org};
pub fn company(seed: u64, _deals: usize, now: DateTime<Utc>, wall: DateTime<Utc>) -> Org {
    Org::empty(Account { portal_id: 1, company: "x".into(), time_zone: chrono_tz::America::New_York, currency: "USD".into() }, seed, Clock::anchored(now, wall), now.into())
}
