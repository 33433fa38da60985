//! Words that companies choose themselves for the same few things, in lower case.

use domain::{Billing, Segment};

/// The size class that a word or short name says: `mid-market`, `small business`, `enterprise (1,000+)`.
pub(crate) fn segment(word: &str) -> Option<Segment> {
    let says = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    match word {
        _ if says(&["mid_market", "mid-market", "mid market", "midmarket", "commercial", "mittelstand"]) => {
            Some(Segment::MidMarket)
        }
        _ if says(&["smb", "small", "startup", "start-up"]) => Some(Segment::Smb),
        _ if says(&["enterprise", "strategic", "key account"]) => Some(Segment::Enterprise),
        _ => None,
    }
}

/// How often a bill comes.
pub(crate) fn billing(word: &str) -> Option<Billing> {
    match word.trim_end_matches(" in advance") {
        "month" | "monthly" => Some(Billing::Monthly),
        "quarter" | "quarterly" => Some(Billing::Quarterly),
        "annually" | "annual" | "year" | "yearly" => Some(Billing::Annually),
        "upfront" | "up front" | "one-time" | "prepaid" => Some(Billing::Upfront),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_word_the_same_class_in_many_ways() {
        let classes = ["SMB", "Small business", "Mid-Market", "mid_market", "Enterprise (1,000+)", "Gold"];
        let read: Vec<_> = classes.iter().map(|word| segment(&word.to_lowercase())).collect();
        use Segment::{Enterprise, MidMarket, Smb};
        assert_eq!(read, [Some(Smb), Some(Smb), Some(MidMarket), Some(MidMarket), Some(Enterprise), None]);
    }

    #[test]
    fn the_rhythm_of_bills_is_known_by_its_common_names() {
        let read: Vec<_> = ["yearly", "annual in advance", "quarterly", "weekly"].map(billing).into();
        assert_eq!(read, [Some(Billing::Annually), Some(Billing::Annually), Some(Billing::Quarterly), None]);
    }
}
