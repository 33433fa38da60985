//! The history of one handoff: who moved it when, what was filled in, and when the customer heard from CS.

use chrono::TimeDelta;

use super::calendar::{after_working_minutes, next_open};
use super::dice::Dice;
use super::fields::{Depth, Facts, answer};
use super::people::Member;
use super::plan::{Course, Size};
use super::scribe::{Page, Scribe};
use crate::org::{HANDOFF_FIELDS, Moment, SourceKey};

/// Who and when of a recently won deal.
pub struct Closing<'a> {
    pub course: Course,
    pub size: Size,
    pub rep: &'a Member,
    pub csm: &'a Member,
    pub close: Moment,
    pub now: Moment,
    /// 0 for a close 90 days ago, 1 for one of today: the habit is getting better.
    pub progress: f64,
}

const RETURN_REASONS: [(&str, &str); 8] = [
    ("risks", "generic: \"tight timeline\" fits every deal. What could go wrong here, and who owns it?"),
    ("business_goals", "missing: which number do they want to move, and until when?"),
    ("promises", "unclear promise: training days are mentioned in a mail, but not how many or by when"),
    ("success_criteria", "generic: I can't measure \"users are happy\""),
    ("stakeholders", "wrong stakeholder: the contact named as champion left in spring"),
    ("key_conversations", "missing: I'd rather not ask the customer again what was said in the workshop"),
    ("products", "contradicts the CRM: the lines show another edition"),
    ("timeline", "out of date: the go-live date lies before the contract starts"),
];

const EXEMPTIONS: [&str; 3] = [
    "Renewal without change of scope, nothing to hand over",
    "Add-on seats only, agreed with the CS manager",
    "Customer is our own sister company",
];

/// Fills fields and moves the status; answers when the CSM first touched the customer, if so.
pub fn travel(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    deal: &mut Page,
    closing: &Closing<'_>,
    facts: &Facts<'_>,
) -> Option<Moment> {
    let robot = scribe.workflow;
    let (close, course) = (closing.close, closing.course);
    status(scribe, deal, "due", close.plus(TimeDelta::minutes(2)), robot);
    let early = dice.chance(0.5);
    if course != Course::Due || early {
        let id = closing.csm.owner_id.to_string();
        scribe.set(deal, "handoff_csm_id", &id, close.plus(TimeDelta::minutes(3)), robot);
    }
    let care = 0.15 + 0.35 * dice.unit();
    match course {
        Course::Due => fill(scribe, dice, deal, closing, facts, care, close, 0.5),
        Course::Bypassed => fill(scribe, dice, deal, closing, facts, 0.1, close, 0.25),
        Course::Exempt => exempt(scribe, dice, deal, closing),
        Course::Void => void(scribe, deal, closing),
        Course::Submitted | Course::Returned | Course::Accepted | Course::Settled => {
            return hand_over(scribe, dice, deal, closing, facts);
        }
    }
    (course == Course::Bypassed && dice.chance(0.6)).then(|| {
        let late = dice.between(3, 9) * 480;
        after_working_minutes(closing.csm.zone, close, late)
    })
}

fn status(scribe: &mut Scribe<'_>, deal: &mut Page, word: &str, at: Moment, by: SourceKey) {
    scribe.set(deal, "handoff_status", word, at, by);
}

/// Fills the fields with some care, in the days before `until`; each is touched with a probability.
#[expect(clippy::too_many_arguments, reason = "a plain list of what decides an answer")]
fn fill(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    deal: &mut Page,
    closing: &Closing<'_>,
    facts: &Facts<'_>,
    care: f64,
    until: Moment,
    touched: f64,
) {
    for field in HANDOFF_FIELDS {
        let depth = if dice.chance(touched) { Depth::rolled(dice, care) } else { Depth::Empty };
        let text = answer(dice, field, depth, facts);
        let before = until.plus(TimeDelta::minutes(-dice.between(5, 9 * 1_440)));
        let at = before.max(deal.object.created_at);
        scribe.set(deal, &property(field), &text, at, closing.rep.hand);
    }
}

fn property(field: &str) -> String {
    format!("handoff_{field}")
}

/// How long the rep took, in working minutes: late ones were common at first.
fn minutes_to_submit(dice: &mut Dice, progress: f64) -> i64 {
    let late = 0.55 - 0.4 * progress;
    if dice.chance(late) { dice.between(500, 2_300) } else { dice.between(20, 470) }
}

/// Submitted, perhaps returned, perhaps accepted, perhaps touched, perhaps live: as far as time and course allow.
fn hand_over(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    deal: &mut Page,
    closing: &Closing<'_>,
    facts: &Facts<'_>,
) -> Option<Moment> {
    let limit = closing.now.plus(TimeDelta::minutes(-10));
    let takes = minutes_to_submit(dice, closing.progress);
    let submitted = after_working_minutes(closing.rep.zone, closing.close, takes)
        .min(limit.plus(TimeDelta::minutes(-dice.between(20, 300))));
    let submitted = submitted.max(closing.close.plus(TimeDelta::minutes(9)));
    let care = 0.42 + 0.5 * closing.progress;
    fill(scribe, dice, deal, closing, facts, care, submitted, 0.72 + 0.26 * closing.progress);
    status(scribe, deal, "submitted", submitted, closing.rep.hand);
    if closing.course == Course::Submitted {
        return None;
    }
    let mut reviewed = review_time(dice, closing, submitted).min(limit);
    let returned = closing.course == Course::Returned || dice.chance(0.34 - 0.26 * closing.progress);
    if returned && (closing.size != Size::A || closing.course == Course::Returned) {
        send_back(scribe, dice, deal, closing, reviewed);
        if closing.course == Course::Returned {
            return None;
        }
        let again = after_working_minutes(closing.rep.zone, reviewed, dice.between(60, 900)).min(limit);
        repair(scribe, dice, deal, closing, facts, again);
        status(scribe, deal, "submitted", again, closing.rep.hand);
        reviewed = review_time(dice, closing, again).min(limit);
    }
    scribe.set(deal, "handoff_status_reason", "", reviewed, closing.csm.hand);
    status(scribe, deal, "accepted", reviewed, closing.csm.hand);
    if closing.course == Course::Accepted {
        return None;
    }
    touch(scribe, dice, deal, closing, reviewed, limit)
}

fn review_time(dice: &mut Dice, closing: &Closing<'_>, submitted: Moment) -> Moment {
    let minutes = if dice.chance(0.75) { dice.between(30, 450) } else { dice.between(480, 1_500) };
    after_working_minutes(closing.csm.zone, submitted, minutes)
}

/// The fields that were sent back, as the CRM shows them.
fn send_back(scribe: &mut Scribe<'_>, dice: &mut Dice, deal: &mut Page, closing: &Closing<'_>, at: Moment) {
    let mut reasons = RETURN_REASONS;
    dice.shuffle(&mut reasons);
    let count = 1 + dice.below(2);
    let lines: Vec<String> = reasons.iter().take(count).map(|(field, why)| format!("{field}: {why}")).collect();
    scribe.set(deal, "handoff_status_reason", &lines.join("\n"), at, closing.csm.hand);
    status(scribe, deal, "returned", at, closing.csm.hand);
}

/// What the rep mends after a return: most of what was thin.
fn repair(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    deal: &mut Page,
    closing: &Closing<'_>,
    facts: &Facts<'_>,
    at: Moment,
) {
    for (field, _) in RETURN_REASONS {
        if dice.chance(0.6) {
            let text = answer(dice, field, Depth::Specific, facts);
            scribe.set(deal, &property(field), &text, at.plus(TimeDelta::minutes(-4)), closing.rep.hand);
        }
    }
}

fn touch(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    deal: &mut Page,
    closing: &Closing<'_>,
    reviewed: Moment,
    limit: Moment,
) -> Option<Moment> {
    if dice.chance(0.09 - 0.06 * closing.progress) {
        return None;
    }
    let late = dice.chance(0.4 - 0.28 * closing.progress);
    let minutes = if late { dice.between(900, 3_800) } else { dice.between(20, 460) };
    let touched = after_working_minutes(closing.csm.zone, reviewed, minutes);
    if touched >= limit {
        return None;
    }
    status(scribe, deal, "engaged", touched.plus(TimeDelta::minutes(30)).min(limit), closing.csm.hand);
    let days = dice.between(18, 70) - sooner(closing.progress);
    let live = next_open(closing.csm.zone, touched.plus(TimeDelta::days(days.max(9))));
    if live < limit {
        let day = live.day().to_string();
        scribe.set(deal, "handoff_first_value_date", &day, live, closing.csm.hand);
        status(scribe, deal, "live", live, closing.csm.hand);
    }
    Some(touched)
}

/// First value came sooner as handoffs got better.
fn sooner(progress: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 12")]
    let days = (progress * 12.0) as i64;
    days
}

fn exempt(scribe: &mut Scribe<'_>, dice: &mut Dice, deal: &mut Page, closing: &Closing<'_>) {
    let at = after_working_minutes(closing.rep.zone, closing.close, dice.between(30, 600));
    scribe.set(deal, "handoff_status_reason", dice.pick(&EXEMPTIONS), at, closing.csm.hand);
    status(scribe, deal, "exempt", at, closing.csm.hand);
}

fn void(scribe: &mut Scribe<'_>, deal: &mut Page, closing: &Closing<'_>) {
    let at = closing.close.plus(TimeDelta::hours(50)).plus(TimeDelta::minutes(1));
    let robot = scribe.workflow;
    scribe.set(deal, "handoff_status_reason", "The deal was opened again", at, robot);
    status(scribe, deal, "void", at, robot);
}
