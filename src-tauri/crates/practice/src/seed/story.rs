//! What a deal is about: one set of facts, from which its activities and its handoff are both told.

use chrono::{NaiveDate, TimeDelta};

use super::customers::{Contact, Customer, Part};
use super::dice::Dice;
use super::words::{goals, relationship, risks, scope};
use crate::org::Moment;

/// A commitment of the rep.
#[derive(Clone, Debug)]
pub struct Promise {
    pub text: String,
    pub due: NaiveDate,
}

/// The facts of one deal.
pub struct Story {
    slots: Vec<(&'static str, String)>,
    pub metric: String,
    pub from: String,
    pub to: String,
    pub unit: &'static str,
    pub target: NaiveDate,
    pub systems: Vec<&'static str>,
    pub competitor: Option<&'static str>,
    pub exclusions: Vec<&'static str>,
    pub promises: Vec<Promise>,
    pub people: Vec<Contact>,
}

impl Story {
    /// Makes up the facts of a deal that closed, or shall close, at a moment.
    pub fn new(dice: &mut Dice, customer: &Customer, close: Moment) -> Self {
        let (metric, unit, from, to) = *dice.one_of(goals::METRICS);
        let (from, to) = (dice.between(from.0, from.1), dice.between(to.0, to.1));
        let target = close.plus(TimeDelta::days(dice.between(45, 200))).day();
        let systems = if dice.chance(0.75) { 1 + dice.below(2) } else { 0 };
        let mut story = Self {
            slots: Vec::with_capacity(24),
            metric: metric.to_owned(),
            from: grouped(from),
            to: grouped(to),
            unit,
            target,
            systems: dice.some(scope::SYSTEMS, systems),
            competitor: dice.chance(0.8).then(|| dice.pick(risks::COMPETITORS)),
            exclusions: Vec::new(),
            promises: Vec::new(),
            people: customer.contacts.clone(),
        };
        let how_many = dice.below(3);
        story.exclusions = dice.some(scope::EXCLUSIONS, how_many);
        story.fill_slots(dice, customer);
        story.make_promises(dice, close);
        story
    }

    fn fill_slots(&mut self, dice: &mut Dice, customer: &Customer) {
        let named = |part: Part| {
            let found = self.people.iter().find(|contact| contact.part == part);
            found.map(|contact| contact.name.clone())
        };
        let champion = named(Part::Champion).unwrap_or_else(|| "our contact".to_owned());
        let or_else = |part: Part, words: &str| named(part).unwrap_or_else(|| words.to_owned());
        let elsewhere = dice.pick(scope::CITIES);
        let slots = vec![
            ("decider", or_else(Part::Decider, "the managing director")),
            ("technical", or_else(Part::Technical, "their IT lead")),
            ("budget", or_else(Part::Budget, "their finance director")),
            ("legal", or_else(Part::Legal, "their lawyer")),
            ("champion", champion),
            ("company", customer.name.clone()),
            ("metric", self.metric.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("unit", self.unit.to_owned()),
            ("date", spoken(self.target)),
            ("competitor", self.competitor.unwrap_or("the old spreadsheet").to_owned()),
            ("system", self.systems.first().copied().unwrap_or("their ERP").to_owned()),
            ("city", dice.pick(&[customer.city, elsewhere]).to_owned()),
            ("season", dice.pick(scope::SEASONS).to_owned()),
            ("weekday", dice.pick(relationship::WEEKDAYS).to_owned()),
            ("months", dice.between(3, 9).to_string()),
            ("sites", dice.between(2, 14).to_string()),
            ("count", grouped(dice.between(3, 60))),
            ("minutes", dice.between(6, 25).to_string()),
            ("percent", dice.between(8, 30).to_string()),
        ];
        self.slots = slots;
    }

    fn make_promises(&mut self, dice: &mut Dice, close: Moment) {
        let count = dice.below(4);
        for (text, days) in dice.some(relationship::PROMISES, count) {
            self.promises.push(Promise { text: self.fill(text), due: close.plus(TimeDelta::days(days)).day() });
        }
    }

    /// A template with the story's facts in its slots.
    pub fn fill(&self, template: &str) -> String {
        self.fill_with(template, &[])
    }

    /// A template with some facts replaced.
    pub fn fill_with(&self, template: &str, other: &[(&str, &str)]) -> String {
        let mut text = String::with_capacity(template.len() + 60);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
            let replaced = other.iter().find(|(name, _)| *name == slot).map(|(_, value)| *value);
            let own = self.slots.iter().find(|(name, _)| *name == slot).map(|(_, value)| value.as_str());
            let value = begun(&text, replaced.or(own).unwrap_or_default());
            text.push_str(&value);
            rest = tail;
        }
        text.push_str(rest);
        text
    }
}

/// A value as it stands at the end of a text: with a capital letter where a sentence begins.
fn begun(text: &str, value: &str) -> String {
    let begins = text.is_empty() || text.ends_with(". ") || text.ends_with("? ");
    let mut letters = value.chars();
    match letters.next() {
        Some(first) if begins => first.to_uppercase().chain(letters).collect(),
        _ => value.to_owned(),
    }
}

/// A date as people write it.
pub fn spoken(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A number with commas between thousands.
fn grouped(number: i64) -> String {
    if number < 1_000 {
        return number.to_string();
    }
    format!("{},{:03}", number / 1_000, number % 1_000)
}
