//! An object as HubSpot writes it.

use std::collections::BTreeSet;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use super::params::Params;
use crate::org::{Kind, ObjectId, Org, PropertyKey, Version, View};

/// What a caller wants to see of an object.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub properties: Vec<String>,
    pub with_history: Vec<String>,
    pub associations: Vec<Kind>,
}

impl Wanted {
    /// Reads the wishes from query parameters.
    pub fn from_params(params: &Params) -> Self {
        let kinds = params.list("associations");
        Self {
            properties: params.list("properties"),
            with_history: params.list("propertiesWithHistory"),
            associations: kinds.iter().filter_map(|name| Kind::named(name)).collect(),
        }
    }

    /// The default properties and these.
    pub fn also(names: impl IntoIterator<Item = String>, kind: Kind) -> Self {
        let mut properties: Vec<String> = default_properties(kind).iter().map(|name| (*name).to_owned()).collect();
        properties.extend(names);
        Self { properties, ..Self::default() }
    }

    /// One object in HubSpot's form.
    pub fn render(&self, view: &View<'_>) -> Value {
        serde_json::to_value(self.of(view.org, view.kind).show(*view)).unwrap_or_default()
    }

    /// The wish with its names looked up, for many objects of a kind.
    pub fn of<'a>(&'a self, org: &Org, kind: Kind) -> Reading<'a> {
        let asked = !self.properties.is_empty() || !self.with_history.is_empty();
        let names: Vec<&str> = if asked {
            let own = ["hs_object_id", modified_property(kind), created_property(kind)];
            own.into_iter().chain(self.properties.iter().map(String::as_str)).collect()
        } else {
            default_properties(kind).to_vec()
        };
        let schema = &org.table(kind).schema;
        let mut named = BTreeSet::new();
        let known = names.into_iter().filter(|name| named.insert(*name));
        let properties = known.filter_map(|name| Some((name, schema.key(name)?))).collect();
        Reading { wanted: self, properties }
    }

    fn history_of(&self, view: &View<'_>) -> Value {
        let schema = &view.org.table(view.kind).schema;
        let known = self.with_history.iter().filter_map(|name| Some((name, schema.key(name)?)));
        known
            .map(|(name, key)| {
                let cell = view.object.cell(key);
                let rows = cell.map(|cell| cell.versions().map(|version| row(view.org, version)).collect());
                (name.clone(), rows.unwrap_or(Value::Array(Vec::new())))
            })
            .collect()
    }

    fn links_of(&self, view: &View<'_>) -> Option<Value> {
        let linked = |kind: &Kind| {
            let found = view.org.linked(view.kind, view.object.id, *kind);
            (*kind, found)
        };
        let all = self.associations.iter().map(linked).filter(|(_, found)| !found.is_empty());
        let written: Map<String, Value> =
            all.map(|(kind, found)| (link_key(kind), link_list(view.kind, kind, &found))).collect();
        (!written.is_empty()).then_some(Value::Object(written))
    }
}

/// A wish with its names looked up.
pub struct Reading<'a> {
    wanted: &'a Wanted,
    properties: Vec<(&'a str, PropertyKey)>,
}

impl Reading<'_> {
    /// One object in HubSpot's form, to be written where it goes.
    pub fn show<'a>(&'a self, view: View<'a>) -> Shown<'a> {
        Shown { reading: self, view }
    }
}

/// One object, written without a tree of values in between: a list has a hundred with all their properties.
pub struct Shown<'a> {
    reading: &'a Reading<'a>,
    view: View<'a>,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (wanted, view) = (self.reading.wanted, &self.view);
        let mut record = serializer.serialize_map(None)?;
        record.serialize_entry("id", &view.object.id.to_string())?;
        record.serialize_entry("properties", &Properties(self))?;
        if !wanted.with_history.is_empty() {
            record.serialize_entry("propertiesWithHistory", &wanted.history_of(view))?;
        }
        record.serialize_entry("createdAt", &view.object.created_at.iso())?;
        record.serialize_entry("updatedAt", &view.updated_at().iso())?;
        record.serialize_entry("archived", &view.object.archived_at.is_some())?;
        if let Some(at) = view.object.archived_at {
            record.serialize_entry("archivedAt", &at.iso())?;
        }
        if let Some(links) = wanted.links_of(view) {
            record.serialize_entry("associations", &links)?;
        }
        record.end()
    }
}

struct Properties<'a>(&'a Shown<'a>);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Shown { reading, view } = self.0;
        serializer.collect_map(reading.properties.iter().map(|(name, key)| (name, view.value(*key))))
    }
}

/// HubSpot names the lists of links by the plural with spaces: `line items`.
fn link_key(kind: Kind) -> String {
    kind.plural().replace('_', " ")
}

fn link_list(from: Kind, to: Kind, found: &[(ObjectId, Vec<crate::org::AssociationType>)]) -> Value {
    let name = format!("{}_to_{}", from.singular(), to.singular());
    let mut rows = Vec::new();
    for (id, types) in found {
        for kind in types {
            let name = if kind.label.is_some() { name.clone() } else { format!("{name}_unlabeled") };
            rows.push(json!({"id": id.to_string(), "type": name}));
        }
    }
    if rows.iter().all(|row| row["type"].as_str().is_some_and(|name| name.ends_with("_unlabeled"))) {
        for row in &mut rows {
            row["type"] = json!(name);
        }
    }
    json!({"results": rows})
}

/// One row of a property's history.
fn row(org: &Org, version: &Version) -> Value {
    let source = org.sources.get(version.source);
    let mut row = json!({
        "value": &*version.value,
        "timestamp": version.at.iso(),
        "sourceType": source.source_type,
        "sourceId": source.source_id,
    });
    if let Some(user) = source.user_id {
        row["updatedByUserId"] = json!(user);
    }
    row
}

fn modified_property(kind: Kind) -> &'static str {
    if kind == Kind::Contact { "lastmodifieddate" } else { "hs_lastmodifieddate" }
}

fn created_property(kind: Kind) -> &'static str {
    if kind.is_activity() { "hs_createdate" } else { "createdate" }
}

/// The properties that HubSpot gives when none are named.
fn default_properties(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Deal => &[
            "amount",
            "closedate",
            "createdate",
            "dealname",
            "dealstage",
            "hs_lastmodifieddate",
            "hs_object_id",
            "pipeline",
        ],
        Kind::Contact => &["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
        Kind::Company => &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
        Kind::LineItem => &["createdate", "hs_lastmodifieddate", "hs_object_id", "quantity", "amount", "price"],
        _ => &["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    }
}
