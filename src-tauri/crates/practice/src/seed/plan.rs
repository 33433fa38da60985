//! Which deals there are, how far each has come, and what became of its handoff.

use chrono::TimeDelta;

use super::dice::Dice;
use crate::org::Moment;

/// What became of the handoff of a deal that was won in the last 90 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Course {
    /// Closed just now; the rep owes the handoff.
    Due,
    /// Waits for the CSM.
    Submitted,
    /// Went back to the rep.
    Returned,
    /// Accepted, the customer has heard nothing yet.
    Accepted,
    /// Went its way to the first touch, some further.
    Settled,
    /// Was never submitted.
    Bypassed,
    /// A manager let it go.
    Exempt,
    /// The deal was opened again.
    Void,
}

/// How far a deal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Open, in a stage of its pipeline.
    Open(usize),
    Lost,
    /// Won before handoffs were kept.
    WonBefore,
    WonLately(Course),
}

/// How much a deal is worth in a year, in words of the playbook's tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    A,
    S,
    W,
}

/// One deal to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    pub fate: Fate,
    /// The place of the rep in the cast.
    pub rep: usize,
    pub size: Size,
    pub expansion: bool,
    pub created: Moment,
    /// When it closed, or is expected to.
    pub close: Moment,
    pub activities: usize,
}

const REPS: usize = 40;
/// From this many deals on, early and old deals are told more briefly.
const LARGE: usize = 5_000;

/// Plans a number of deals, in the order in which they were created.
pub fn plan(dice: &mut Dice, deals: usize, now: Moment) -> Vec<Plan> {
    let lately = deals * 22 / 100;
    let before = deals * 11 / 100;
    let lost = deals * 12 / 100;
    let open = deals - lately - before - lost;
    let mut reps: Vec<usize> = (0..REPS).collect();
    dice.shuffle(&mut reps);
    let brief = deals >= LARGE;
    let mut plans = Vec::with_capacity(deals);
    for (place, course) in courses(dice, lately).into_iter().enumerate() {
        let close = closed_lately(dice, course, now);
        plans.push(planned(dice, Fate::WonLately(course), reps[place % REPS], close, brief));
    }
    for place in 0..open {
        let stage = open_stage(dice, place / REPS);
        let close = expected(dice, stage, now);
        plans.push(planned(dice, Fate::Open(stage), reps[place % REPS], close, brief));
    }
    for (count, fate, days) in [(before, Fate::WonBefore, (92, 500)), (lost, Fate::Lost, (2, 400))] {
        for place in 0..count {
            let close = now.plus(TimeDelta::minutes(-dice.between(days.0 * 1_440, days.1 * 1_440)));
            plans.push(planned(dice, fate, reps[place % REPS], close, brief));
        }
    }
    for plan in &mut plans {
        plan.created = plan.created.min(now.plus(TimeDelta::hours(-2)));
    }
    plans.sort_by_key(|plan| plan.created);
    plans
}

/// One course for each recently won deal. The first ones are hot, so that each rep has something to do.
fn courses(dice: &mut Dice, count: usize) -> Vec<Course> {
    let share = |percent: usize| (count * percent).div_ceil(100);
    let mut hot = Vec::new();
    for (course, percent) in [(Course::Due, 17), (Course::Submitted, 18), (Course::Returned, 9)] {
        hot.extend(std::iter::repeat_n(course, share(percent)));
    }
    dice.shuffle(&mut hot);
    let mut rest = Vec::new();
    for (course, percent) in [(Course::Accepted, 7), (Course::Bypassed, 6), (Course::Exempt, 3), (Course::Void, 1)] {
        rest.extend(std::iter::repeat_n(course, share(percent)));
    }
    rest.resize(count.saturating_sub(hot.len()), Course::Settled);
    dice.shuffle(&mut rest);
    hot.truncate(count);
    hot.extend(rest);
    hot
}

fn closed_lately(dice: &mut Dice, course: Course, now: Moment) -> Moment {
    let hours = match course {
        Course::Due if dice.chance(0.2) => dice.between(40, 100),
        Course::Due => dice.between(1, 30),
        Course::Submitted => dice.between(20, 70),
        Course::Returned => dice.between(40, 130),
        Course::Accepted => dice.between(48, 150),
        // More of them in the early days: the habit is getting better.
        Course::Bypassed => 24 * (89 - dice.between(0, 83) * dice.between(20, 100) / 100),
        Course::Settled => dice.between(24 * 5, 24 * 89),
        Course::Exempt | Course::Void => dice.between(24 * 6, 24 * 80),
    };
    now.plus(TimeDelta::minutes(-(hours * 60 + dice.between(0, 50))))
}

/// The stage of a rep's n-th open deal: each rep has some near close, and some young ones.
fn open_stage(dice: &mut Dice, round: usize) -> usize {
    match round % 6 {
        0 => 4,
        1 => 3,
        2 => 2 + dice.below(2),
        3 => 1 + dice.below(2),
        4 => 0,
        _ => dice.below(5),
    }
}

fn expected(dice: &mut Dice, stage: usize, now: Moment) -> Moment {
    let days = match stage {
        4 => dice.between(1, 14),
        3 => dice.between(5, 32),
        2 => dice.between(18, 70),
        1 => dice.between(40, 110),
        _ => dice.between(60, 180),
    };
    // A few close dates are stale, as everywhere.
    let days = if dice.chance(0.06) { -dice.between(1, 20) } else { days };
    now.plus(TimeDelta::days(days))
}

fn planned(dice: &mut Dice, fate: Fate, rep: usize, close: Moment, brief: bool) -> Plan {
    let hot = matches!(fate, Fate::WonLately(Course::Due | Course::Submitted | Course::Returned));
    let size = match dice.below(20) {
        0..=6 if !(hot && dice.chance(0.6)) => Size::A,
        0..=15 => Size::S,
        _ => Size::W,
    };
    let cycle = match size {
        Size::A => dice.between(9, 60),
        Size::S => dice.between(25, 120),
        Size::W => dice.between(60, 210),
    };
    let told = match fate {
        Fate::WonLately(_) => 4 + dice.below(4),
        Fate::Open(stage) if stage >= 2 => 2 + dice.below(4),
        Fate::Open(_) => 1 + dice.below(2),
        Fate::Lost | Fate::WonBefore => 1 + dice.below(3),
    };
    let activities = if brief { told.div_ceil(3) } else { told };
    Plan {
        fate,
        rep,
        size,
        expansion: dice.chance(0.15),
        created: close.plus(TimeDelta::minutes(-cycle * 1_440 + dice.between(0, 400))),
        close,
        activities,
    }
}
