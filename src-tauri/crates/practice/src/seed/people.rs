//! The practice company's own people: 40 reps, 15 CSMs, and those who lead them.

use super::customers::mail_part;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::dice::Dice;
use super::scribe::Scribe;
use super::words::names;
use crate::org::{Holiday, Moment, Owner, Person, Role, Roster, SourceKey, Team, WorkingHours};

const NEW_YORK: Tz = chrono_tz::America::New_York;
const LONDON: Tz = chrono_tz::Europe::London;
const BERLIN: Tz = chrono_tz::Europe::Berlin;
const SINGAPORE: Tz = chrono_tz::Asia::Singapore;

/// Where people and customers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    Americas,
    Emea,
    Apac,
}

impl Region {
    /// The word in rosters.
    pub fn word(self) -> &'static str {
        ["americas", "emea", "apac"][self as usize]
    }
}

/// One person of the practice company, as the seed needs them.
#[derive(Clone, Debug)]
pub struct Member {
    pub owner_id: u64,
    pub name: String,
    pub zone: Tz,
    pub region: Region,
    /// The source of what they do in the CRM's screens.
    pub hand: SourceKey,
}

/// The people by what they do.
pub struct Cast {
    pub reps: Vec<Member>,
    pub csms: Vec<Member>,
}

/// A team: name, region, zones its members take turns in, and how many there are.
type TeamRow = (&'static str, Region, &'static [Tz], usize);

const SALES: [TeamRow; 4] = [
    ("Americas Enterprise", Region::Americas, &[NEW_YORK], 10),
    ("Americas Commercial", Region::Americas, &[NEW_YORK], 10),
    ("EMEA Sales", Region::Emea, &[LONDON, BERLIN], 10),
    ("APAC Sales", Region::Apac, &[SINGAPORE], 10),
];

const SUCCESS: [TeamRow; 3] = [
    ("Customer Success Americas", Region::Americas, &[NEW_YORK], 6),
    ("Customer Success EMEA", Region::Emea, &[BERLIN, LONDON], 5),
    ("Customer Success APAC", Region::Apac, &[SINGAPORE], 4),
];

const LEADERSHIP: &str = "Leadership";

/// Hires people one after the other.
struct Hiring<'a, 'b> {
    scribe: &'a mut Scribe<'b>,
    names: Vec<(&'static str, &'static str)>,
    started_at: Moment,
    domain: &'static str,
}

impl Hiring<'_, '_> {
    fn team(&mut self, name: &str) -> u64 {
        let id = 41_200 + self.scribe.org.teams.len() as u64;
        self.scribe.org.teams.push(Team { id, name: name.to_owned() });
        id
    }

    fn hire(&mut self, role: Role, team: (u64, &str), region: Region, zone: Tz, manager: Option<u64>) -> Member {
        let place = self.scribe.org.owners.len() as u64;
        let (first, last) = self.names[self.scribe.org.owners.len() % self.names.len()];
        let owner = Owner {
            id: 118_000_101 + place * 7,
            user_id: 48_210_300 + place * 3,
            email: format!("{}.{}@{}", mail_part(first), mail_part(last), self.domain).to_lowercase(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            team: Some(team.0),
            created_at: self.started_at,
            archived: false,
        };
        let member = Member {
            owner_id: owner.id,
            name: format!("{first} {last}"),
            zone,
            region,
            hand: self.scribe.person(owner.user_id),
        };
        let person = person(&owner, &member, role, team.1, manager, place);
        self.scribe.org.roster.people.push(person);
        self.scribe.org.owners.push(owner);
        member
    }
}

fn person(owner: &Owner, member: &Member, role: Role, team: &str, manager: Option<u64>, place: u64) -> Person {
    let is_csm = role == Role::Csm;
    let segments: &[&str] = match (is_csm, place % 3) {
        (false, _) => &[],
        (true, 0) => &["enterprise", "mid_market"],
        (true, 1) => &["mid_market", "smb"],
        (true, _) => &["smb", "mid_market", "enterprise"],
    };
    let second = match (member.region, place % 2) {
        (Region::Americas, 0) => Some("es"),
        (Region::Emea, 0) => Some("de"),
        (Region::Emea, _) => Some("fr"),
        (Region::Apac, 0) => Some("ja"),
        _ => None,
    };
    let languages = std::iter::once("en").chain(second);
    Person {
        owner_id: owner.id.to_string(),
        user_id: owner.user_id,
        email: owner.email.clone(),
        name: member.name.clone(),
        role,
        team: team.to_owned(),
        time_zone: member.zone,
        working_hours: WorkingHours { start: "09:00".to_owned(), end: "17:00".to_owned() },
        working_days: vec![1, 2, 3, 4, 5],
        manager_owner_id: manager.map(|id| id.to_string()),
        capacity: if is_csm { 30 + u32::try_from(place % 4).unwrap_or_default() * 5 } else { 0 },
        segments: segments.iter().map(|word| (*word).to_owned()).collect(),
        languages: languages.map(str::to_owned).collect(),
        regions: vec![member.region.word().to_owned()],
    }
}

/// Hires everybody and writes the roster.
pub fn hire_all(scribe: &mut Scribe<'_>, seed: u64, now: Moment) -> Cast {
    let mut dice = Dice::new(seed, 1);
    let mut pairs: Vec<_> = names::STAFF.to_vec();
    dice.shuffle(&mut pairs);
    let mut hiring =
        Hiring { scribe, names: pairs, started_at: now.plus(TimeDelta::days(-900)), domain: "fieldway.example" };
    let leadership = (hiring.team(LEADERSHIP), LEADERSHIP);
    let vp_sales = hiring.hire(Role::VpSales, leadership, Region::Americas, NEW_YORK, None);
    let vp_cs = hiring.hire(Role::VpCs, leadership, Region::Americas, NEW_YORK, None);
    hiring.hire(Role::ProcessOwner, leadership, Region::Emea, LONDON, Some(vp_cs.owner_id));
    let reps = sales_teams(&mut hiring, vp_sales.owner_id);
    let csms = success_teams(&mut hiring, vp_cs.owner_id);
    someone_who_left(&mut hiring);
    hiring.scribe.org.roster = Roster {
        people: std::mem::take(&mut hiring.scribe.org.roster.people),
        holidays: holidays(now),
        exchange_rates: BTreeMap::from(
            [("EUR", 1.08), ("GBP", 1.27), ("SGD", 0.74), ("USD", 1.0)].map(|(code, rate)| (code.to_owned(), rate)),
        ),
        go_live: now.plus(TimeDelta::days(-90)).iso(),
    };
    Cast { reps, csms }
}

fn sales_teams(hiring: &mut Hiring<'_, '_>, vp: u64) -> Vec<Member> {
    let mut reps = Vec::new();
    for (name, region, zones, size) in SALES {
        let team = (hiring.team(name), name);
        let manager = hiring.hire(Role::SalesManager, team, region, zones[0], Some(vp));
        for place in 0..size {
            let zone = zones[place % zones.len()];
            reps.push(hiring.hire(Role::Rep, team, region, zone, Some(manager.owner_id)));
        }
    }
    reps
}

/// Two CS managers: one for the Americas, one for the rest of the world.
fn success_teams(hiring: &mut Hiring<'_, '_>, vp: u64) -> Vec<Member> {
    let mut csms = Vec::new();
    let mut manager = None;
    for (name, region, zones, size) in SUCCESS {
        let team = (hiring.team(name), name);
        if region != Region::Apac {
            manager = Some(hiring.hire(Role::CsManager, team, region, zones[0], Some(vp)).owner_id);
        }
        for place in 0..size {
            let zone = zones[place % zones.len()];
            csms.push(hiring.hire(Role::Csm, team, region, zone, manager));
        }
    }
    csms
}

/// A rep who left: an archived owner who is on no roster.
fn someone_who_left(hiring: &mut Hiring<'_, '_>) {
    let team = (hiring.scribe.org.teams[1].id, SALES[0].0);
    hiring.hire(Role::Rep, team, Region::Americas, NEW_YORK, None);
    hiring.scribe.org.roster.people.pop();
    if let Some(owner) = hiring.scribe.org.owners.last_mut() {
        owner.archived = true;
    }
}

/// The holidays of this year and its neighbours.
fn holidays(now: Moment) -> Vec<Holiday> {
    let rows: [(u32, u32, &str, Option<&[Tz]>); 9] = [
        (1, 1, "New Year's Day", None),
        (5, 1, "Labour Day", Some(&[BERLIN, SINGAPORE])),
        (7, 4, "Independence Day", Some(&[NEW_YORK])),
        (8, 9, "National Day", Some(&[SINGAPORE])),
        (10, 3, "German Unity Day", Some(&[BERLIN])),
        (11, 11, "Veterans Day", Some(&[NEW_YORK])),
        (12, 24, "Company shutdown", None),
        (12, 25, "Christmas Day", None),
        (12, 26, "Boxing Day", Some(&[LONDON, BERLIN])),
    ];
    let year = now.day().year();
    let all = (year - 1..=year + 1).flat_map(|year| {
        rows.into_iter().filter_map(move |(month, day, name, zones)| {
            Some(Holiday {
                date: NaiveDate::from_ymd_opt(year, month, day)?,
                name: name.to_owned(),
                time_zones: zones.map(<[Tz]>::to_vec),
            })
        })
    });
    all.collect()
}
