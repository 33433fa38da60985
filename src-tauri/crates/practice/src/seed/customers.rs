//! Customers: companies and the people there.

use chrono::TimeDelta;

use super::dice::Dice;
use super::people::Region;
use super::scribe::Scribe;
use super::words::{customers, names};
use crate::org::{Kind, Moment, ObjectId, SourceKey};

/// Somebody at a customer, with the part they play in the purchase.
#[derive(Clone, Debug)]
pub struct Contact {
    pub id: ObjectId,
    pub name: String,
    pub part: Part,
}

/// What a contact is in a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Champion,
    Decider,
    Technical,
    Budget,
    Sponsor,
    User,
    Legal,
}

impl Part {
    const ORDER: [Self; 7] =
        [Self::Champion, Self::Decider, Self::Technical, Self::Budget, Self::Sponsor, Self::User, Self::Legal];

    /// The buying role in the CRM.
    fn buying_role(self) -> &'static str {
        match self {
            Self::Champion => "CHAMPION",
            Self::Decider => "DECISION_MAKER",
            Self::Technical => "INFLUENCER",
            Self::Budget => "BUDGET_HOLDER",
            Self::Sponsor => "EXECUTIVE_SPONSOR",
            Self::User => "END_USER",
            Self::Legal => "LEGAL_AND_COMPLIANCE",
        }
    }

    fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Champion => names::CHAMPIONS,
            Self::Decider => names::DECIDERS,
            Self::Technical => names::TECHNICAL,
            Self::Budget => names::BUDGET,
            Self::Sponsor => names::SPONSORS,
            Self::User => names::USERS,
            Self::Legal => names::LEGAL,
        }
    }

    /// The role in a handoff.
    pub fn role(self) -> &'static str {
        match self {
            Self::Champion => "champion",
            Self::Decider => "decision-maker",
            Self::Technical => "technical contact",
            Self::Budget => "billing",
            Self::Sponsor => "executive sponsor",
            Self::User => "end-user lead",
            Self::Legal => "detractor",
        }
    }
}

/// A company that buys.
#[derive(Clone, Debug)]
pub struct Customer {
    pub id: ObjectId,
    pub name: String,
    pub city: &'static str,
    pub currency: &'static str,
    pub contacts: Vec<Contact>,
    /// The place of its CSM in the cast, once it has one.
    pub csm: Option<usize>,
}

/// Founds companies with names that don't repeat.
pub struct Market {
    order: Vec<usize>,
    founded: usize,
}

impl Market {
    /// A market in a random order of names.
    pub fn new(dice: &mut Dice) -> Self {
        let mut order: Vec<usize> = (0..customers::FRONT.len() * customers::BACK.len()).collect();
        dice.shuffle(&mut order);
        Self { order, founded: 0 }
    }

    /// A new company with its people, known to the CRM since a moment.
    pub fn found(
        &mut self,
        scribe: &mut Scribe<'_>,
        dice: &mut Dice,
        region: Region,
        large: bool,
        rep: (u64, SourceKey),
        at: Moment,
    ) -> Customer {
        let places = match region {
            Region::Americas => customers::AMERICAS,
            Region::Emea => customers::EMEA,
            Region::Apac => customers::APAC,
        };
        let place = *dice.one_of(places);
        let (name, industry) = self.name(place.2);
        let domain = format!("{}.example", slug(&name));
        let segment = segment(dice, large);
        let mut page = scribe.page(Kind::Company, at);
        let rows = [
            ("name", name.clone()),
            ("domain", domain.clone()),
            ("industry", industry.to_owned()),
            ("country", place.0.to_owned()),
            ("city", place.1.to_owned()),
            ("numberofemployees", segment.1.to_string()),
            ("customer_segment", segment.0.to_owned()),
            ("customer_language", place.3.to_owned()),
            ("hubspot_owner_id", rep.0.to_string()),
        ];
        for (property, value) in rows {
            scribe.set(&mut page, property, &value, at, rep.1);
        }
        let id = scribe.keep(page);
        let contacts = people(scribe, dice, id, &domain, place.4, rep, at);
        Customer { id, name, city: place.1, currency: currency(place.0), contacts, csm: None }
    }

    fn name(&mut self, form: &str) -> (String, &'static str) {
        let (round, place) = (self.founded / self.order.len(), self.founded % self.order.len());
        self.founded += 1;
        let number = self.order[place];
        let front = customers::FRONT[number % customers::FRONT.len()];
        let (back, industry) = customers::BACK[number / customers::FRONT.len()];
        let middle = customers::FRONT[(number * 7 + round * 11) % customers::FRONT.len()];
        match round {
            0 => (format!("{front} {back} {form}"), industry),
            1 => (format!("{front} & {middle} {back} {form}"), industry),
            _ => (format!("{front} {middle} {back} {round} {form}"), industry),
        }
    }
}

fn slug(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ');
    letters.collect::<String>().trim().to_lowercase().replace(' ', "-")
}

fn segment(dice: &mut Dice, large: bool) -> (&'static str, i64) {
    match (large, dice.below(10)) {
        (true, 0..=6) => ("enterprise", dice.between(1_200, 24_000)),
        (true, _) | (false, 0..=3) => ("mid_market", dice.between(210, 1_100)),
        (false, _) => ("smb", dice.between(12, 200)),
    }
}

fn currency(country: &str) -> &'static str {
    match country {
        "United Kingdom" => "GBP",
        "Germany" | "France" | "Netherlands" | "Ireland" => "EUR",
        "Singapore" | "Malaysia" => "SGD",
        _ => "USD",
    }
}

fn people(
    scribe: &mut Scribe<'_>,
    dice: &mut Dice,
    company: ObjectId,
    domain: &str,
    phone: &str,
    rep: (u64, SourceKey),
    at: Moment,
) -> Vec<Contact> {
    let count = 2 + dice.below(4);
    let mut contacts: Vec<Contact> = Vec::with_capacity(count);
    for part in Part::ORDER.into_iter().take(count) {
        let (first, last) = loop {
            let pair = (*dice.one_of(&names::FIRST), *dice.one_of(&names::LAST));
            let name = format!("{} {}", pair.0, pair.1);
            if contacts.iter().all(|known| known.name != name) {
                break pair;
            }
        };
        let since = at.plus(TimeDelta::minutes(dice.between(1, 55)));
        let mut page = scribe.page(Kind::Contact, since);
        let email = format!("{}.{}@{domain}", mail_part(first), mail_part(last));
        let number = format!("{phone} {:03}", dice.between(100, 999));
        // Some contacts were never given a buying role, as in real CRMs.
        let role = if dice.chance(0.85) { part.buying_role() } else { "" };
        let rows = [
            ("firstname", first),
            ("lastname", last),
            ("email", &email),
            ("phone", &number),
            ("jobtitle", dice.pick(part.titles())),
            ("hs_buying_role", role),
            ("hubspot_owner_id", &rep.0.to_string()),
        ];
        for (property, value) in rows {
            scribe.set(&mut page, property, value, since, rep.1);
        }
        let id = scribe.keep(page);
        scribe.link((Kind::Contact, id), (Kind::Company, company));
        contacts.push(Contact { id, name: format!("{first} {last}"), part });
    }
    contacts
}

/// A name as it stands in a mail address.
pub fn mail_part(name: &str) -> String {
    let plain = name.chars().map(|c| match c.to_lowercase().next().unwrap_or(c) {
        'á' | 'ä' | 'å' | 'à' => 'a',
        'é' | 'è' => 'e',
        'ö' | 'ó' | 'ø' => 'o',
        'ü' => 'u',
        other => other,
    });
    plain.filter(char::is_ascii_alphanumeric).collect()
}
