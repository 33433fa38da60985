//! Hard filters: what rules a CSM out.

use crate::roster::RosterPerson;
use crate::situation::Situation;
use domain::Segment;

/// Why a CSM can't take this account; `None` for one who can.
pub(super) fn reason_against(situation: &Situation<'_>, csm: &RosterPerson) -> Option<String> {
    let account = situation.context.account.as_ref();
    let deal = &situation.context.deal;
    if let Some(segment) =
        account.and_then(|account| account.segment).filter(|segment| lacks(&csm.segments, |own| own == segment))
    {
        return Some(format!("does not serve {}", segment_words(segment)));
    }
    let region = deal
        .region
        .as_deref()
        .or_else(|| account.and_then(|account| account.country.as_deref()))
        .filter(|text| !text.trim().is_empty());
    if let Some(region) = region.filter(|region| lacks(&csm.regions, |own| same(own, region))) {
        return Some(format!("does not serve the region {region}"));
    }
    let language = account.and_then(|account| account.language.as_deref()).filter(|text| !text.trim().is_empty());
    if let Some(language) = language.filter(|language| lacks(&csm.languages, |own| same(own, language))) {
        return Some(format!("does not speak {language}"));
    }
    let families = situation.context.lines.iter().filter_map(|line| line.family.as_deref());
    if let Some(family) = families.into_iter().find(|family| lacks(&csm.products, |own| same(own, family))) {
        return Some(format!("does not know {family}"));
    }
    if let Some(leave) = situation.roster.leave_at(&csm.id, situation.now) {
        return Some(format!("is on leave until {}", leave.to));
    }
    let open = situation.workload.of(&csm.id).open_accounts;
    let capacity = csm.capacity.unwrap_or(situation.playbook.assignment.default_capacity);
    (open >= capacity).then(|| format!("is at capacity: {open} of {capacity} accounts"))
}

/// True where a list says something, and not this. An empty list means: all.
fn lacks<T>(list: &[T], is: impl Fn(&T) -> bool) -> bool {
    !list.is_empty() && !list.iter().any(is)
}

fn same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

fn segment_words(segment: Segment) -> &'static str {
    match segment {
        Segment::Smb => "small business",
        Segment::MidMarket => "mid-market",
        Segment::Enterprise => "enterprise",
    }
}
