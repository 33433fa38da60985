//! What a figure means, in one sentence.

use crate::figure::{Figure, Metric, Unit};

/// Compares the whole period with the target, and the last two months that have data with each other.
///
/// `months` are in order, each with its label.
pub fn sentence(metric: Metric, whole: Figure, months: &[(String, Figure)]) -> String {
    let Some(value) = whole.value else { return "No data in this period".to_owned() };
    let against = match metric.target() {
        Some((target, more)) => {
            let met = if more { value >= target } else { value <= target };
            format!(
                "{}, {} the target of {}",
                amount(metric, value),
                if met { "meets" } else { "misses" },
                amount(metric, target)
            )
        }
        None => amount(metric, value),
    };
    match trend(metric, months) {
        Some(trend) => format!("{against}; {trend}"),
        None => against,
    }
}

fn trend(metric: Metric, months: &[(String, Figure)]) -> Option<String> {
    let known: Vec<(&str, f64)> =
        months.iter().filter_map(|(label, figure)| figure.value.map(|value| (label.as_str(), value))).collect();
    let [.., (before_label, before), (label, now)] = known.as_slice() else { return None };
    let verb = if amount(metric, *now) == amount(metric, *before) {
        return Some(format!("unchanged from {before_label} to {label}"));
    } else if now > before {
        "rose"
    } else {
        "fell"
    };
    Some(format!("{verb} from {} in {before_label} to {} in {label}", amount(metric, *before), amount(metric, *now)))
}

fn amount(metric: Metric, value: f64) -> String {
    match metric.unit() {
        Unit::Percent => format!("{value:.0} %"),
        Unit::Hours if value >= 72.0 => format!("{:.1} days", value / 24.0),
        Unit::Hours => format!("{value:.1} h"),
        Unit::Score => format!("{value:.0}"),
    }
}
