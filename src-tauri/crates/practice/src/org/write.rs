//! Creating and changing objects.

use std::sync::Arc;

use super::{Fault, Kind, Link, Moment, Object, ObjectId, Org, PropertyKey, Refusal, SourceKey, Version};

/// New values by property name; `None` or an empty text clears.
pub type Change = Vec<(String, Option<String>)>;

/// An object to be made, with its first links.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub values: Change,
    pub links: Vec<Link>,
}

/// Values that were checked against the schema.
type Checked = Vec<(PropertyKey, Arc<str>)>;

impl Org {
    /// Creates an object.
    ///
    /// # Errors
    /// When a value does not fit, a required one is missing, or a unique one is taken.
    pub fn create(&mut self, kind: Kind, draft: &Draft, source: SourceKey, now: Moment) -> Result<ObjectId, Refusal> {
        let values = self.with_defaults(kind, draft.values.clone());
        self.require(kind, &values)?;
        let checked = self.checked(kind, None, &values)?;
        for link in &draft.links {
            self.check_link(kind, *link)?;
        }
        let id = self.take_id();
        let mut object = Object::new(id, now);
        self.table_mut(kind).push(object.clone());
        self.apply(kind, &mut object, checked, source, now);
        self.settle_stage(kind, &mut object, true, now);
        self.put(kind, object);
        for link in &draft.links {
            self.link(kind, id, *link, now)?;
        }
        Ok(id)
    }

    /// Changes values of an object and returns its id, which differs from the one asked for after a merge.
    ///
    /// # Errors
    /// When there is no such object, a value does not fit, or a unique one is taken.
    pub fn update(
        &mut self,
        kind: Kind,
        id: ObjectId,
        change: &Change,
        source: SourceKey,
        now: Moment,
    ) -> Result<ObjectId, Refusal> {
        let id = self.live(kind, id)?.id;
        let checked = self.checked(kind, Some(id), change)?;
        let Some(mut object) = self.table(kind).row(id).cloned() else {
            return Err(not_found(kind, id));
        };
        let stage_changed = self.apply(kind, &mut object, checked, source, now);
        self.settle_stage(kind, &mut object, stage_changed, now);
        self.put(kind, object);
        Ok(id)
    }

    /// Checks a change without making it.
    ///
    /// # Errors
    /// As [`Org::update`].
    pub fn check_update(&self, kind: Kind, id: ObjectId, change: &Change) -> Result<(), Refusal> {
        let id = self.live(kind, id)?.id;
        self.checked(kind, Some(id), change).map(|_| ())
    }

    /// Checks a draft without creating anything.
    ///
    /// # Errors
    /// As [`Org::create`].
    pub fn check_create(&self, kind: Kind, draft: &Draft) -> Result<(), Refusal> {
        let values = self.with_defaults(kind, draft.values.clone());
        self.require(kind, &values)?;
        for link in &draft.links {
            self.check_link(kind, *link)?;
        }
        self.checked(kind, None, &values).map(|_| ())
    }

    /// The object behind an id that is not archived.
    ///
    /// # Errors
    /// When there is no such object, or it is archived.
    pub fn live(&self, kind: Kind, id: ObjectId) -> Result<&Object, Refusal> {
        let found = self.table(kind).row(self.resolve(id));
        found.filter(|object| object.archived_at.is_none()).ok_or_else(|| not_found(kind, id))
    }

    fn with_defaults(&self, kind: Kind, mut values: Change) -> Change {
        let has = |values: &Change, name: &str| values.iter().any(|(property, _)| property == name);
        if kind == Kind::Deal && !has(&values, "pipeline") {
            let stage = values.iter().find(|(property, _)| property == "dealstage");
            let stage = stage.and_then(|(_, value)| self.stage(value.as_deref()?));
            let pipeline = stage.map(|(pipeline, _)| pipeline).or(self.pipelines.first());
            if let Some(pipeline) = pipeline {
                values.push(("pipeline".to_owned(), Some(pipeline.id.clone())));
            }
        }
        values
    }

    fn require(&self, kind: Kind, values: &Change) -> Result<(), Refusal> {
        let required: &[&'static str] = match kind {
            Kind::Deal => &["dealstage"],
            kind if kind.is_activity() => &["hs_timestamp"],
            _ => &[],
        };
        let given = |name: &str| {
            let mut named = values.iter().filter(|(property, _)| property == name);
            named.any(|(_, value)| value.as_deref().is_some_and(|value| !value.is_empty()))
        };
        let missing: Vec<_> = required.iter().copied().filter(|name| !given(name)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Refusal::Missing { kind, properties: missing })
    }

    fn checked(&self, kind: Kind, id: Option<ObjectId>, change: &Change) -> Result<Checked, Refusal> {
        let mut checked = Checked::new();
        let mut faults = Vec::new();
        for (name, value) in change {
            match self.check_value(kind, name, value.as_deref().unwrap_or_default()) {
                Ok(value) => checked.push(value),
                Err(fault) => faults.push(fault),
            }
        }
        faults.extend(self.stage_outside_pipeline(kind, id, change));
        if !faults.is_empty() {
            return Err(Refusal::Invalid { faults });
        }
        for (key, value) in &checked {
            self.check_unique(kind, id, *key, value)?;
        }
        Ok(checked)
    }

    fn check_value(&self, kind: Kind, name: &str, value: &str) -> Result<(PropertyKey, Arc<str>), Fault> {
        let schema = &self.table(kind).schema;
        let Some(key) = schema.key(name) else {
            let message = format!("Property \"{name}\" does not exist");
            return Err(Fault::new(name, "PROPERTY_DOESNT_EXIST", message));
        };
        let value = self.fitted(kind, schema.property(key), value)?;
        Ok((key, Arc::from(value)))
    }

    fn check_unique(&self, kind: Kind, id: Option<ObjectId>, key: PropertyKey, value: &str) -> Result<(), Refusal> {
        let table = self.table(kind);
        let property = table.schema.property(key);
        if !property.unique || value.is_empty() {
            return Ok(());
        }
        match table.holder(key, value) {
            Some(holder) if Some(holder) != id => {
                Err(Refusal::Duplicate { kind, property: property.name.clone(), value: value.to_owned(), holder })
            }
            _ => Ok(()),
        }
    }

    /// Writes checked values into an object; says whether the deal's stage changed.
    fn apply(&mut self, kind: Kind, object: &mut Object, checked: Checked, source: SourceKey, now: Moment) -> bool {
        let mut stage_changed = false;
        for (key, value) in checked {
            let property = self.table(kind).schema.property(key);
            let (unique, is_stage) = (property.unique, property.name == "dealstage");
            if unique {
                let former = object.value(key).unwrap_or_default().to_owned();
                let table = self.table_mut(kind);
                table.release_value(key, &former);
                table.claim(key, &value, object.id);
            }
            let changed = object.set(key, Version { value, at: now, source });
            stage_changed |= changed && is_stage && kind == Kind::Deal;
        }
        stage_changed
    }

    fn put(&mut self, kind: Kind, object: Object) {
        if let Some(row) = self.table_mut(kind).row_mut(object.id) {
            *row = object;
        }
    }
}

/// The refusal for an id that leads nowhere.
pub(super) fn not_found(kind: Kind, id: ObjectId) -> Refusal {
    Refusal::NotFound { kind, id: id.to_string() }
}
