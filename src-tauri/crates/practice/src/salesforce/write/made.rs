//! Carrying out what was checked.

use super::Pen;
use super::fields::Given;
use super::refused::refused;
use super::special::Meaning;
use crate::org::{Draft, Kind, ObjectId};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::schema::Sobject;

impl Pen<'_> {
    pub(super) fn make(&mut self, sobject: &'static Sobject, given: &Given) -> Result<RecordId, Problem> {
        match sobject.name {
            "OpportunityContactRole" => self.make_role(given),
            "OpportunityLineItem" => self.make_line(sobject, given),
            "ContentVersion" => self.make_file(given),
            "ContentDocumentLink" => self.attach(sobject, given),
            _ => {
                let kind = self.kind_for(sobject, given)?;
                self.make_object(sobject, kind, given).map(|id| RecordId::new(sobject.prefix, id.0))
            }
        }
    }

    /// A task may be a call; everything else has one kind.
    fn kind_for(&self, sobject: &Sobject, given: &Given) -> Result<Kind, Problem> {
        let is_call = given.text_of("TaskSubtype").as_deref() == Some("Call");
        match (sobject.name, is_call) {
            ("Task", true) => Ok(Kind::Call),
            _ => sobject.kinds.first().copied().ok_or_else(Problem::absent),
        }
    }

    pub(super) fn make_object(
        &mut self,
        sobject: &'static Sobject,
        kind: Kind,
        given: &Given,
    ) -> Result<ObjectId, Problem> {
        let mut meaning = self.meaning(kind, given, None)?;
        self.complete(kind, &mut meaning);
        let source = self.org.sources.key(self.session.source());
        let draft = Draft { values: meaning.values, links: Vec::new() };
        let created = self.org.create(kind, &draft, source, self.now);
        let id = created.map_err(|refusal| refused(self.org, sobject, &refusal))?;
        self.join(sobject, kind, id, &meaning.links)?;
        Ok(id)
    }

    /// What Salesforce gives a new record by itself: an owner, a date.
    fn complete(&self, kind: Kind, meaning: &mut Meaning) {
        let has = |meaning: &Meaning, name: &str| {
            meaning
                .values
                .iter()
                .any(|(own, value)| own == name && value.as_deref().is_some_and(|text| !text.is_empty()))
        };
        let mut usual = vec![("hubspot_owner_id", self.session.owner_id.to_string())];
        if kind.is_activity() {
            usual.push(("hs_timestamp", self.now.iso()));
        }
        if kind == Kind::Task {
            usual.push(("hs_task_status", "NOT_STARTED".to_owned()));
        }
        usual.retain(|(name, _)| self.org.table(kind).schema.key(name).is_some() && !has(meaning, name));
        for (name, value) in usual {
            meaning.values.retain(|(own, _)| own != name);
            meaning.values.push((name.to_owned(), Some(value)));
        }
    }

    fn meaning(&self, kind: Kind, given: &Given, pipeline: Option<&str>) -> Result<Meaning, Problem> {
        let chosen = given.0.iter().find(|own| own.field.name == "RecordTypeId");
        let mut meaning = Meaning::default();
        if let Some(chosen) = chosen {
            meaning.add(self.org, kind, chosen, pipeline)?;
        }
        let pipeline = meaning.values.first().and_then(|(_, id)| id.clone()).or(pipeline.map(str::to_owned));
        for own in given.0.iter().filter(|own| own.field.name != "RecordTypeId") {
            meaning.add(self.org, kind, own, pipeline.as_deref())?;
        }
        Ok(meaning)
    }

    pub(super) fn amend(&mut self, sobject: &'static Sobject, key: RowKey, given: &Given) -> Result<(), Problem> {
        let RowKey::Object(kind, id) = key else {
            return self.amend_role(sobject, key, given);
        };
        let pipeline =
            Row::at(self.org, sobject, key).and_then(|row| row.property("pipeline").map(|id| id.into_owned()));
        let meaning = self.meaning(kind, given, pipeline.as_deref())?;
        let source = self.org.sources.key(self.session.source());
        let updated = self.org.update(kind, id, &meaning.values, source, self.now);
        updated.map_err(|refusal| refused(self.org, sobject, &refusal))?;
        self.join(sobject, kind, id, &meaning.links)?;
        self.touch(kind, id);
        Ok(())
    }
}
