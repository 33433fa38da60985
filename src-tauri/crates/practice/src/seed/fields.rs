//! The answers of a handoff: specific, generic, a placeholder, or nothing.

use chrono::{Datelike, TimeDelta};

use super::catalogue::Line;
use super::customers::Part;
use super::dice::Dice;
use super::story::{Story, spoken};
use super::words::{goals, relationship, risks, scope, vague};
use crate::org::Moment;

/// What the specific answers are written from.
pub struct Facts<'a> {
    pub story: &'a Story,
    pub lines: &'a [Line],
    pub rep: &'a str,
    pub close: Moment,
    pub term_months: i64,
    pub billing: &'a str,
}

/// How well a field is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Specific,
    Generic,
    Placeholder,
    Empty,
}

impl Depth {
    /// A depth for a rep of some care, between 0 and 1.
    pub fn rolled(dice: &mut Dice, care: f64) -> Self {
        if dice.chance(care) {
            return Self::Specific;
        }
        match dice.below(10) {
            0..=4 => Self::Generic,
            5..=6 => Self::Placeholder,
            _ => Self::Empty,
        }
    }
}

/// The text of a field at a depth.
pub fn answer(dice: &mut Dice, field: &str, depth: Depth, facts: &Facts<'_>) -> String {
    match depth {
        Depth::Specific => specific(dice, field, facts),
        Depth::Generic => dice.pick(vague::generic(field)).to_owned(),
        Depth::Placeholder => dice.pick(vague::PLACEHOLDERS).to_owned(),
        Depth::Empty => String::new(),
    }
}

fn specific(dice: &mut Dice, field: &str, facts: &Facts<'_>) -> String {
    let story = facts.story;
    match field {
        "business_goals" => story.fill(dice.pick(goals::GOAL_SPECIFIC)),
        "pain_points" => story.fill(dice.pick(goals::PAINS)),
        "success_criteria" => success_criteria(dice, story),
        "why_bought" => story.fill(dice.pick(goals::WHY_SPECIFIC)),
        "stakeholders" => stakeholders(dice, story),
        "post_sale_owner" => post_sale_owner(dice, story),
        "products" => products(facts.lines),
        "contract_terms" => contract_terms(facts),
        "timeline" => timeline(dice, story),
        "integrations" => integrations(dice, story),
        "exclusions" => listed(story.exclusions.iter().map(|item| (*item).to_owned())),
        "objections" => story.fill_with(dice.pick(risks::OBJECTIONS), &[("date", &recently(dice, facts.close))]),
        "risks" => listed(dice.some(risks::RISKS_SPECIFIC, 2).into_iter().map(|text| story.fill(text))),
        "competitors" => {
            story.competitor.map_or_else(|| "none".to_owned(), |_| story.fill(dice.pick(risks::COMPETITORS_SPECIFIC)))
        }
        "communication" => story.fill(dice.pick(relationship::COMMUNICATION)),
        "key_conversations" => {
            story.fill_with(dice.pick(relationship::CONVERSATIONS), &[("date", &recently(dice, facts.close))])
        }
        "promises" => promises(dice, facts),
        _ => story.fill(dice.pick(vague::FREE_NOTES)),
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = items.collect();
    if lines.is_empty() { "none".to_owned() } else { lines.join("\n") }
}

/// A day in the weeks before close.
fn recently(dice: &mut Dice, close: Moment) -> String {
    spoken(close.plus(TimeDelta::days(-dice.between(4, 40))).day())
}

fn success_criteria(dice: &mut Dice, story: &Story) -> String {
    let by = if dice.chance(0.65) { "customer-validated" } else { "sales-assumed" };
    let first = format!(
        "{}: from {} to {} {} (by {}, {by})",
        capital(&story.metric),
        story.from,
        story.to,
        story.unit,
        story.target
    );
    if dice.chance(0.5) {
        return first;
    }
    let users = dice.between(70, 95);
    let date = story.target + TimeDelta::days(30);
    format!("{first}\nTechnicians who close jobs in the app: {users} % (by {date}, sales-assumed)")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const REMARKS: [&str; 8] = [
    "met in every call",
    "signs, speaks little",
    "wants numbers, not slides",
    "had a bad rollout before",
    "answers within the hour",
    "asks the right questions",
    "was sceptical until the demo",
    "needs a sandbox first",
];

fn stakeholders(dice: &mut Dice, story: &Story) -> String {
    let mut lines = Vec::new();
    for person in &story.people {
        let mood = match person.part {
            Part::Champion => "supporter",
            Part::Legal => "sceptic",
            _ => *dice.one_of(&["supporter", "neutral", "neutral", "sceptic", "unknown"]),
        };
        let mut line = format!("{}, {}, {mood}", person.name, person.part.role());
        if dice.chance(0.6) {
            line.push_str(": ");
            line.push_str(dice.pick(&REMARKS));
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn post_sale_owner(dice: &mut Dice, story: &Story) -> String {
    let owner = dice.one_of(&[Part::Champion, Part::User, Part::Technical]);
    let person = story.people.iter().find(|person| person.part == *owner).or(story.people.first());
    person.map_or_else(String::new, |person| format!("{}, {}", person.name, person.part.role()))
}

fn products(lines: &[Line]) -> String {
    listed(lines.iter().map(|line| format!("{} × {}", line.quantity, line.product.name)))
}

fn contract_terms(facts: &Facts<'_>) -> String {
    let start = facts.close.plus(TimeDelta::days(7)).day();
    let renewal = start.with_year(start.year() + i32::try_from(facts.term_months / 12).unwrap_or(1)).unwrap_or(start);
    format!("Start {start}, {} months, renewal {renewal}, billed {}", facts.term_months, facts.billing)
}

fn timeline(dice: &mut Dice, story: &Story) -> String {
    let first = format!("Live by {}.", spoken(story.target));
    if dice.chance(0.7) {
        return format!("{first} {}", story.fill(dice.pick(scope::BLACKOUTS)));
    }
    first
}

fn integrations(dice: &mut Dice, story: &Story) -> String {
    let note =
        |dice: &mut Dice, system: &str| story.fill_with(dice.pick(scope::INTEGRATION_NOTES), &[("system", system)]);
    let lines: Vec<String> = story.systems.iter().map(|system| note(dice, system)).collect();
    listed(lines.into_iter())
}

fn promises(dice: &mut Dice, facts: &Facts<'_>) -> String {
    let mut lines = Vec::new();
    for promise in &facts.story.promises {
        let met = facts.close.plus(TimeDelta::days(-dice.between(3, 30))).day().format("%-d %b");
        let source = *dice.one_of(&["call", "mail", "workshop", "contract"]);
        lines.push(format!("{} (by {}, due {}, source: {source} {met}, open)", promise.text, facts.rep, promise.due));
    }
    listed(lines.into_iter())
}
