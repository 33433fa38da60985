//! Writing planned deals, with everything that hangs on them.

use std::collections::HashMap;

use chrono::{Months, TimeDelta};

use super::activities::{self, Subject};
use super::calendar::plausible;
use super::catalogue::{self, Line};
use super::customers::{Customer, Market};
use super::dice::Dice;
use super::fields::{Depth, Facts, answer};
use super::journey::{self, Closing};
use super::people::{Cast, Member, Region};
use super::pipelines::OPEN_STAGES;
use super::plan::{Course, Fate, Plan, Size};
use super::scribe::{Page, Scribe};
use super::story::Story;
use crate::org::{HANDOFF_FIELDS, Kind, Moment, ObjectId, Pipeline, SourceKey, calculated};

/// The writer of deals.
pub struct Workshop<'a, 'b> {
    pub scribe: &'a mut Scribe<'b>,
    pub dice: Dice,
    pub cast: &'a Cast,
    pub now: Moment,
    market: Market,
    customers: Vec<Customer>,
    by_region: HashMap<usize, Vec<usize>>,
    turns: HashMap<(Course, usize), usize>,
}

/// What is known of a deal besides its plan.
struct Sale {
    customer: usize,
    pipeline: Pipeline,
    lines: Vec<Line>,
    term_months: i64,
    billing: &'static str,
    /// Until when something happened on it.
    until: Moment,
}

impl<'a, 'b> Workshop<'a, 'b> {
    /// A workshop without customers.
    pub fn new(scribe: &'a mut Scribe<'b>, mut dice: Dice, cast: &'a Cast, now: Moment) -> Self {
        Self {
            market: Market::new(&mut dice),
            scribe,
            dice,
            cast,
            now,
            customers: Vec::new(),
            by_region: HashMap::new(),
            turns: HashMap::new(),
        }
    }

    /// Writes one deal with its customer, lines, activities and handoff.
    pub fn write(&mut self, plan: &Plan) {
        let rep = self.cast.reps[plan.rep].clone();
        let plan = &self.in_working_hours(plan, &rep);
        let sale = self.sale(plan, &rep);
        let customer = self.customers[sale.customer].clone();
        let story = Story::new(&mut self.dice, &customer, plan.close);
        let mut deal = self.scribe.page(Kind::Deal, plan.created);
        self.basics(&mut deal, plan, &sale, &customer, &rep);
        self.terms(&mut deal, plan, &sale, &story, &rep);
        let touched = self.handoff(&mut deal, plan, &sale, &story, &rep);
        self.stages(&mut deal, plan, &sale, &rep);
        let id = self.scribe.keep(deal);
        self.hang_on(id, plan, &sale, &customer, rep.hand);
        let subject = Subject { deal: id, story: &story, rep: &rep };
        activities::tell(self.scribe, &mut self.dice, &subject, plan.activities, plan.created, sale.until);
        if let Some((at, csm)) = touched {
            activities::first_touch(self.scribe, &mut self.dice, &subject, &self.cast.csms[csm], at);
        }
        if matches!(plan.fate, Fate::Open(_)) && self.dice.chance(0.3) {
            let at = self.now.plus(TimeDelta::hours(-self.dice.between(3, 90))).max(plan.created);
            activities::open_task(self.scribe, &mut self.dice, &subject, at);
        }
    }

    /// Deals are closed while people work; those of today and yesterday stay where they are.
    fn in_working_hours(&self, plan: &Plan, rep: &Member) -> Plan {
        let closed = !matches!(plan.fate, Fate::Open(_) | Fate::WonLately(Course::Due | Course::Submitted));
        let close = plausible(rep.zone, plan.close);
        let moved = closed && close < self.now.plus(TimeDelta::hours(-30));
        Plan { close: if moved { close } else { plan.close }, ..plan.clone() }
    }

    fn sale(&mut self, plan: &Plan, rep: &Member) -> Sale {
        let customer = self.customer_for(plan, rep);
        let term_months = *self.dice.one_of(&[12, 12, 12, 24, 36]);
        let annual = match plan.size {
            Size::A => self.dice.between(40, 240) * 100,
            Size::S => self.dice.between(250, 960) * 100,
            Size::W => self.dice.between(1_050, 6_000) * 100,
        };
        let until = match plan.fate {
            Fate::Open(_) => self.now,
            _ => plan.close,
        };
        Sale {
            customer,
            pipeline: self.scribe.org.pipelines[usize::from(plan.expansion)].clone(),
            lines: catalogue::lines(&mut self.dice, annual, term_months),
            term_months,
            billing: self.dice.pick(&["annually", "annually", "quarterly", "monthly", "upfront"]),
            until,
        }
    }

    /// An existing customer of the rep's region for expansions and now and then, else a new one.
    fn customer_for(&mut self, plan: &Plan, rep: &Member) -> usize {
        let region = rep.region as usize;
        let known = self.by_region.get(&region).map(Vec::as_slice).unwrap_or_default();
        let again = if plan.expansion { 0.9 } else { 0.08 };
        if !known.is_empty() && self.dice.chance(again) {
            return *self.dice.one_of(known);
        }
        let since = plan.created.plus(TimeDelta::minutes(-self.dice.between(60, 20_000)));
        let large = plan.size == Size::W;
        let owner = (rep.owner_id, rep.hand);
        let mut customer = self.market.found(self.scribe, &mut self.dice, rep.region, large, owner, since);
        if plan.expansion {
            let csm = self.next_csm(Course::Settled, rep.region);
            self.name_csm(&mut customer, csm, since);
        }
        self.customers.push(customer);
        let place = self.customers.len() - 1;
        self.by_region.entry(region).or_default().push(place);
        place
    }

    /// CSMs of a region take turns, separately for each course, so that each has some of everything.
    fn next_csm(&mut self, course: Course, region: Region) -> usize {
        let turn = self.turns.entry((course, region as usize)).or_default();
        *turn += 1;
        let turn = *turn;
        let places = (0..self.cast.csms.len()).filter(|place| self.cast.csms[*place].region == region);
        let places: Vec<usize> = places.collect();
        places[turn % places.len()]
    }

    fn name_csm(&mut self, customer: &mut Customer, csm: usize, at: Moment) {
        customer.csm = Some(csm);
        let owner = self.cast.csms[csm].owner_id.to_string();
        let source = self.scribe.workflow;
        self.scribe.amend(Kind::Company, customer.id, "csm_owner_id", &owner, at, source);
    }

    fn basics(&mut self, deal: &mut Page, plan: &Plan, sale: &Sale, customer: &Customer, rep: &Member) {
        let what = if plan.expansion { "expansion" } else { sale.lines[0].product.name };
        let total: i64 = sale.lines.iter().map(Line::total).sum();
        let amount = if self.dice.chance(0.02) { String::new() } else { total.to_string() };
        let close = match plan.fate {
            // The date that a rep types is rarely the moment of the close.
            Fate::Open(_) => Moment::start_of(plan.close.day()),
            _ => plan.close.plus(TimeDelta::minutes(-self.dice.between(0, 200))),
        };
        let rows = [
            ("dealname", format!("{} – {what}", customer.name)),
            ("pipeline", sale.pipeline.id.clone()),
            ("amount", amount),
            ("deal_currency_code", customer.currency.to_owned()),
            ("closedate", close.iso()),
            ("dealtype", if plan.expansion { "existingbusiness" } else { "newbusiness" }.to_owned()),
            ("hubspot_owner_id", rep.owner_id.to_string()),
        ];
        for (name, value) in rows {
            self.scribe.set(deal, name, &value, plan.created, rep.hand);
        }
    }

    /// The way through the stages, with what the CRM calculates from them.
    fn stages(&mut self, deal: &mut Page, plan: &Plan, sale: &Sale, rep: &Member) {
        let (last_open, end) = match plan.fate {
            Fate::Open(stage) => (stage, None),
            Fate::Lost => (self.dice.below(OPEN_STAGES), Some(OPEN_STAGES + 1)),
            Fate::WonBefore | Fate::WonLately(_) => (OPEN_STAGES - 1, Some(OPEN_STAGES)),
        };
        let span = sale.until.0 - plan.created.0;
        let steps = i64::try_from(last_open).unwrap_or_default() + 1;
        for (step, place) in (0..).zip(0..=last_open) {
            let at = Moment(plan.created.0 + span * step / (steps + 1));
            self.enter(deal, sale, place, at, rep.hand);
        }
        if let Some(end) = end {
            self.enter(deal, sale, end, plan.close, rep.hand);
        }
        if plan.fate == Fate::WonLately(Course::Void) {
            let at = plan.close.plus(TimeDelta::hours(50));
            self.enter(deal, sale, OPEN_STAGES - 1, at, rep.hand);
        }
    }

    fn enter(&mut self, deal: &mut Page, sale: &Sale, place: usize, at: Moment, by: SourceKey) {
        let stage = &sale.pipeline.stages[place];
        self.scribe.set(deal, "dealstage", &stage.id, at, by);
        let computer = self.scribe.computer;
        for (name, value) in calculated(stage) {
            self.scribe.set(deal, name, &value, at, computer);
        }
    }

    /// Contract terms and scope, as far as the rep kept them in the CRM.
    fn terms(&mut self, deal: &mut Page, plan: &Plan, sale: &Sale, story: &Story, rep: &Member) {
        let known = match plan.fate {
            Fate::Open(stage) if stage < 2 => 0.1,
            Fate::Open(_) | Fate::Lost => 0.55,
            Fate::WonBefore => 0.7,
            Fate::WonLately(_) => 0.85,
        };
        let start = plan.close.plus(TimeDelta::days(7)).day();
        let term = u32::try_from(sale.term_months).unwrap_or(12);
        let renewal = start.checked_add_months(Months::new(term)).unwrap_or(start);
        let rows = [
            ("contract_start_date", start.to_string()),
            ("contract_term_months", sale.term_months.to_string()),
            ("renewal_date", renewal.to_string()),
            ("billing_frequency", sale.billing.to_owned()),
            ("target_go_live_date", story.target.to_string()),
            ("integrations_needed", story.systems.join("; ")),
            ("regulated_data", self.dice.chance(0.12).to_string()),
            ("primary_competitor", story.competitor.unwrap_or_default().to_owned()),
        ];
        let at = sale.until.plus(TimeDelta::minutes(-self.dice.between(30, 4_000))).max(plan.created);
        for (name, value) in rows {
            if self.dice.chance(known) {
                self.scribe.set(deal, name, &value, at, rep.hand);
            }
        }
    }

    /// The handoff of a recent close, or a draft of one that is near. Answers the first touch, if any.
    fn handoff(
        &mut self,
        deal: &mut Page,
        plan: &Plan,
        sale: &Sale,
        story: &Story,
        rep: &Member,
    ) -> Option<(Moment, usize)> {
        let facts = Facts {
            story,
            lines: &sale.lines,
            rep: &rep.name,
            close: plan.close,
            term_months: sale.term_months,
            billing: sale.billing,
        };
        let course = match plan.fate {
            Fate::WonLately(course) => course,
            Fate::Open(stage) if stage >= 3 => {
                self.draft(deal, &facts, rep);
                return None;
            }
            _ => return None,
        };
        let csm = self.customers[sale.customer].csm;
        let csm = csm.unwrap_or_else(|| self.next_csm(course, rep.region));
        let age = (self.now.0 - plan.close.0) as f64 / 86_400_000.0;
        let closing = Closing {
            course,
            size: plan.size,
            rep,
            csm: &self.cast.csms[csm],
            close: plan.close,
            now: self.now,
            progress: (1.0 - age / 90.0).clamp(0.0, 1.0),
        };
        let touched = journey::travel(self.scribe, &mut self.dice, deal, &closing, &facts);
        if !matches!(course, Course::Due | Course::Void) && self.customers[sale.customer].csm.is_none() {
            let mut customer = self.customers[sale.customer].clone();
            self.name_csm(&mut customer, csm, plan.close.plus(TimeDelta::minutes(4)));
            self.customers[sale.customer] = customer;
        }
        touched.map(|at| (at, csm))
    }

    /// What careful reps write down before the deal closes.
    fn draft(&mut self, deal: &mut Page, facts: &Facts<'_>, rep: &Member) {
        let robot = self.scribe.workflow;
        let near = self.now.plus(TimeDelta::hours(-self.dice.between(10, 150))).max(deal.object.created_at);
        self.scribe.set(deal, "handoff_status", "upcoming", near, robot);
        let share = *self.dice.one_of(&[0.0, 0.0, 0.15, 0.3, 0.55]);
        for field in HANDOFF_FIELDS {
            if self.dice.chance(share) {
                let depth = Depth::rolled(&mut self.dice, 0.6);
                let text = answer(&mut self.dice, field, depth, facts);
                let at = self.now.plus(TimeDelta::minutes(-self.dice.between(30, 7_000))).max(deal.object.created_at);
                self.scribe.set(deal, &format!("handoff_{field}"), &text, at, rep.hand);
            }
        }
    }

    fn hang_on(&mut self, deal: ObjectId, plan: &Plan, sale: &Sale, customer: &Customer, hand: SourceKey) {
        self.scribe.link((Kind::Deal, deal), (Kind::Company, customer.id));
        for contact in &customer.contacts {
            self.scribe.link((Kind::Deal, deal), (Kind::Contact, contact.id));
        }
        let early = matches!(plan.fate, Fate::Open(stage) if stage < 2);
        if early && self.dice.chance(0.6) {
            return;
        }
        for line in &sale.lines {
            let id = self.line_item(line, sale, plan.created.plus(TimeDelta::hours(1)).min(sale.until), hand);
            self.scribe.link((Kind::Deal, deal), (Kind::LineItem, id));
        }
    }

    fn line_item(&mut self, line: &Line, sale: &Sale, at: Moment, hand: SourceKey) -> ObjectId {
        let term = if line.product.one_off { String::new() } else { format!("P{}M", sale.term_months) };
        let mut page = self.scribe.page(Kind::LineItem, at);
        let rows = [
            ("name", line.product.name.to_owned()),
            ("quantity", line.quantity.to_string()),
            ("price", line.price.to_string()),
            ("amount", line.total().to_string()),
            ("hs_recurring_billing_period", term),
            ("hs_sku", line.product.sku.to_owned()),
            ("product_family", line.product.family.to_owned()),
        ];
        for (name, value) in rows {
            self.scribe.set(&mut page, name, &value, at, hand);
        }
        self.scribe.keep(page)
    }
}
