//! What was done on a deal: notes, calls, meetings and mails that tell its story.

use chrono::TimeDelta;

use super::calendar::{next_open, plausible};
use super::dice::Dice;
use super::people::Member;
use super::scribe::Scribe;
use super::story::Story;
use super::words::{conversations, goals, relationship, risks, scope};
use crate::org::{Kind, Moment, ObjectId};

/// The deal that activities belong to.
pub struct Subject<'a> {
    pub deal: ObjectId,
    pub story: &'a Story,
    pub rep: &'a Member,
}

/// What an activity says.
struct Telling {
    kind: Kind,
    title: String,
    body: String,
    inbound: bool,
}

/// Writes activities of the rep between two moments, in the order of time.
pub fn tell(scribe: &mut Scribe<'_>, dice: &mut Dice, subject: &Subject<'_>, count: usize, from: Moment, to: Moment) {
    let mut topics = Vec::with_capacity(count);
    let span = (to.0 - from.0).max(1);
    for place in 0..count {
        let place = i64::try_from(place).unwrap_or_default();
        let step = span / i64::try_from(count).unwrap_or(1).max(1);
        let at = Moment(from.0 + step * place + dice.between(0, step.max(1) - 1));
        let open = plausible(subject.rep.zone, at);
        let at = if open < to { open } else { at };
        let telling = telling(dice, subject.story, &mut topics);
        write(scribe, subject, &telling, subject.rep, at);
    }
}

/// Topics in the order in which they usually come up; each deal takes its own way through them.
fn sentence(dice: &mut Dice, story: &Story, told: &mut Vec<usize>) -> String {
    let mut topic = dice.below(9);
    if told.contains(&topic) {
        topic = dice.below(9);
    }
    told.push(topic);
    match topic {
        0 | 1 => story.fill(dice.pick(goals::GOAL_SPOKEN)),
        2 => story.fill(dice.pick(goals::PAINS)),
        3 => story.fill(dice.pick(risks::RISKS_SPOKEN)),
        4 if !story.promises.is_empty() => {
            let promise = dice.one_of(&story.promises).text.clone();
            story.fill_with(dice.pick(relationship::PROMISE_SPOKEN), &[("promise", &promise)])
        }
        5 => story.fill_with(dice.pick(risks::OBJECTIONS), &[("date", "the last call")]),
        6 if !story.systems.is_empty() => {
            let system = *dice.one_of(&story.systems);
            story.fill_with(dice.pick(scope::INTEGRATION_NOTES), &[("system", system), ("date", "Monday")])
        }
        7 if story.competitor.is_some() => story.fill(dice.pick(risks::COMPETITORS_SPECIFIC)),
        _ => story.fill(dice.pick(conversations::OTHER)),
    }
}

fn telling(dice: &mut Dice, story: &Story, told: &mut Vec<usize>) -> Telling {
    let (kind, titles): (Kind, &[&str]) = match dice.below(10) {
        0..=2 => (Kind::Note, &[""]),
        3..=5 => (Kind::Call, conversations::CALL_TITLES),
        6..=7 => (Kind::Meeting, conversations::MEETING_TITLES),
        _ => (Kind::Email, conversations::MAIL_SUBJECTS),
    };
    let mut parts = vec![opening(dice, story, kind)];
    for _ in 0..=dice.below(3) {
        parts.push(sentence(dice, story, told));
    }
    if kind != Kind::Email {
        parts.push(story.fill(dice.pick(conversations::NOTE_CLOSINGS)));
    }
    parts.retain(|part| !part.is_empty());
    let body = if kind == Kind::Email || dice.chance(0.3) {
        parts.join("\n\n")
    } else {
        format!("<p>{}</p>", parts.join("</p><p>"))
    };
    Telling { kind, title: story.fill(dice.pick(titles)), body, inbound: dice.chance(0.3) }
}

fn opening(dice: &mut Dice, story: &Story, kind: Kind) -> String {
    if kind != Kind::Email {
        return story.fill(dice.pick(conversations::NOTE_OPENINGS));
    }
    let hello = story.fill(dice.pick(conversations::MAIL_OPENINGS));
    format!("{hello}\n\n{}", story.fill(dice.pick(conversations::SMALL_TALK)))
}

/// The CSM's first touch, completed.
pub fn first_touch(scribe: &mut Scribe<'_>, dice: &mut Dice, subject: &Subject<'_>, csm: &Member, at: Moment) {
    let kind = *dice.one_of(&[Kind::Meeting, Kind::Call, Kind::Call, Kind::Email]);
    let with = [("csm", csm.name.as_str())];
    let telling = Telling {
        kind,
        title: subject.story.fill_with(dice.pick(conversations::TOUCH_TITLES), &with),
        body: subject.story.fill_with(dice.pick(conversations::TOUCH_BODIES), &with),
        inbound: false,
    };
    write(scribe, subject, &telling, csm, at);
}

/// A task that is still open on the rep's list.
pub fn open_task(scribe: &mut Scribe<'_>, dice: &mut Dice, subject: &Subject<'_>, at: Moment) {
    let title = dice.pick(&["Send revised proposal", "Call back", "Ask for the org chart", "Prepare steering meeting"]);
    let due = next_open(subject.rep.zone, at.plus(TimeDelta::days(dice.between(1, 6))));
    let mut page = scribe.page(Kind::Task, at);
    let owner = subject.rep.owner_id.to_string();
    let rows = [
        ("hs_task_subject", title),
        ("hs_task_status", "NOT_STARTED"),
        ("hs_task_type", "TODO"),
        ("hs_timestamp", &due.iso()),
        ("hubspot_owner_id", &owner),
    ];
    for (name, value) in rows {
        scribe.set(&mut page, name, value, at, subject.rep.hand);
    }
    let id = scribe.keep(page);
    scribe.link((Kind::Deal, subject.deal), (Kind::Task, id));
}

fn write(scribe: &mut Scribe<'_>, subject: &Subject<'_>, telling: &Telling, by: &Member, at: Moment) {
    let (stamp, owner) = (at.iso(), by.owner_id.to_string());
    let mut rows = vec![("hs_timestamp", stamp.as_str()), ("hubspot_owner_id", owner.as_str())];
    let (title, body) = (telling.title.as_str(), telling.body.as_str());
    match telling.kind {
        Kind::Note => rows.push(("hs_note_body", body)),
        Kind::Call => {
            let direction = if telling.inbound { "INBOUND" } else { "OUTBOUND" };
            rows.extend([
                ("hs_call_title", title),
                ("hs_call_body", body),
                ("hs_call_direction", direction),
                ("hs_call_status", "COMPLETED"),
            ]);
        }
        Kind::Meeting => rows.extend([
            ("hs_meeting_title", title),
            ("hs_meeting_body", body),
            ("hs_meeting_start_time", stamp.as_str()),
            ("hs_meeting_outcome", "COMPLETED"),
        ]),
        _ => {
            let direction = if telling.inbound { "INCOMING_EMAIL" } else { "EMAIL" };
            rows.extend([
                ("hs_email_subject", title),
                ("hs_email_text", body),
                ("hs_email_direction", direction),
                ("hs_email_status", "SENT"),
            ]);
        }
    }
    let mut page = scribe.page(telling.kind, at);
    for (name, value) in rows {
        scribe.set(&mut page, name, value, at, by.hand);
    }
    let id = scribe.keep(page);
    scribe.link((Kind::Deal, subject.deal), (telling.kind, id));
    if telling.kind != Kind::Note
        && let Some(person) = subject.story.people.first()
    {
        scribe.link((Kind::Contact, person.id), (telling.kind, id));
    }
}
