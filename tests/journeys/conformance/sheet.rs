//! An export of the practice CRM's deals, as a person would make it, and edit it.

use crm::csv::{Export, RunContext, Unwatched, inspect, open_questions, propose};
use crm::port::Crm;
use domain::{Deal, DealId, Person};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

#[derive(Clone)]
struct Row {
    name: String,
    owner: String,
    stage: &'static str,
    amount: String,
    close: String,
}

/// The file, and what stands in it.
pub struct Sheet {
    folder: TempDir,
    rows: Mutex<BTreeMap<DealId, Row>>,
}

impl Sheet {
    /// What a CRM has, in a file.
    pub async fn of(crm: &dyn Crm, deals: impl IntoIterator<Item = Deal>) -> Self {
        let people = crm.people().await.unwrap();
        let rows = deals.into_iter().map(|deal| (deal.id.clone(), row(&deal, &people)));
        let sheet = Self { folder: tempfile::tempdir().unwrap(), rows: Mutex::new(rows.collect()) };
        sheet.write();
        sheet
    }

    /// The adapter that reads the file as it is proposed.
    pub fn adapter(&self) -> Arc<dyn Crm> {
        let plan = propose(&inspect(&[self.path()], &Unwatched).unwrap());
        let open = open_questions(&plan);
        assert!(open.is_empty(), "{open:?}");
        let today = "2026-11-22".parse().unwrap();
        Arc::new(Export::new(plan, RunContext { zone: "Europe/Berlin".parse().unwrap(), today }))
    }

    /// A person changes a cell, in the words of the suite.
    pub async fn edit(&self, crm: &dyn Crm, deal: &DealId, property: &str, value: &str) {
        let people = crm.people().await.unwrap();
        let mut rows = self.rows.lock().unwrap();
        let row = rows.get_mut(deal).unwrap();
        match property {
            "dealname" => value.clone_into(&mut row.name),
            "hubspot_owner_id" => {
                row.owner = people.into_iter().find(|person| person.id.as_str() == value).unwrap().name;
            }
            other => panic!("the sheet has no {other}"),
        }
        drop(rows);
        self.write();
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("deals.csv")
    }

    fn write(&self) {
        let mut text = "Opportunity ID,Opportunity Name,Stage,Amount,Close Date,Opportunity Owner\n".to_owned();
        for (id, row) in self.rows.lock().unwrap().iter() {
            let name = row.name.replace('"', "\"\"");
            writeln!(text, "{id},\"{name}\",{},{},{},{}", row.stage, row.amount, row.close, row.owner).unwrap();
        }
        std::fs::write(self.path(), text).unwrap();
    }
}

fn row(deal: &Deal, people: &[Person]) -> Row {
    let owner = people.iter().find(|person| Some(&person.id) == deal.owner_id.as_ref());
    let stage = match (deal.is_won, deal.is_closed) {
        (true, _) => "Closed Won",
        (_, true) => "Closed Lost",
        _ => "Negotiation",
    };
    Row {
        name: deal.name.clone(),
        owner: owner.map(|person| person.name.clone()).unwrap_or_default(),
        stage,
        amount: deal.amount.map(|amount| format!("{amount:.2}")).unwrap_or_default(),
        close: deal.close_date.map(|day| day.to_string()).unwrap_or_default(),
    }
}
