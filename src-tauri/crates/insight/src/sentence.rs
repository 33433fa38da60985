//! What a figure means, in one sentence.

use crate::figure::{Figure, Metric, Unit};

/// From so many hours on they are told as days.
const HOURS_AS_DAYS: f64 = 72.0;

/// Compares the whole period with the target, and the last two months that have data with each other.
///
/// `months` are in order, each with its label.
pub fn sentence(metric: Metric, whole: Figure, months: &[(String, Figure)]) -> String {
    let Some(value) = whole.value else { return "No data in this period".to_owned() };
    // One unit for the whole sentence, or its numbers can't be compared.
    let days = value >= HOURS_AS_DAYS;
    let against = match metric.target() {
        Some((target, more)) => {
            let met = if more { value >= target } else { value <= target };
            format!(
                "{}, {} the target of {}",
                amount(metric, value, days),
                if met { "meets" } else { "misses" },
                amount(metric, target, days)
            )
        }
        None => amount(metric, value, days),
    };
    match trend(metric, months, days) {
        Some(trend) => format!("{against}; {trend}"),
        None => against,
    }
}

fn trend(metric: Metric, months: &[(String, Figure)], days: bool) -> Option<String> {
    let known: Vec<(&str, f64)> =
        months.iter().filter_map(|(label, figure)| figure.value.map(|value| (label.as_str(), value))).collect();
    let [.., (before_label, before), (label, now)] = known.as_slice() else { return None };
    let amount = |value: f64| amount(metric, value, days);
    let verb = if amount(*now) == amount(*before) {
        return Some(format!("unchanged from {before_label} to {label}"));
    } else if now > before {
        "rose"
    } else {
        "fell"
    };
    Some(format!("{verb} from {} in {before_label} to {} in {label}", amount(*before), amount(*now)))
}

fn amount(metric: Metric, value: f64, days: bool) -> String {
    match metric.unit() {
        Unit::Percent => format!("{value:.0} %"),
        Unit::Hours if days => format!("{:.1} days", value / 24.0),
        Unit::Hours => format!("{value:.1} h"),
        Unit::Score => format!("{value:.0}"),
    }
}
