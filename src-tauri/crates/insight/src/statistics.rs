//! The two statistics that figures use.

/// The middle value; the mean of the two middle ones where their number is even. `None` without values.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        count if count % 2 == 1 => values.get(middle).copied(),
        _ => Some(f64::midpoint(*values.get(middle - 1)?, *values.get(middle)?)),
    }
}

/// Hits ÷ n × 100; `None` where n is 0.
pub fn percent(hits: usize, n: usize) -> Option<f64> {
    let ratio = |part: usize| f64::from(u32::try_from(part).unwrap_or(u32::MAX));
    (n > 0).then(|| ratio(hits) / ratio(n) * 100.0)
}
