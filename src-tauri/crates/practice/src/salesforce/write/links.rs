//! Records on records: accounts of deals, deals of tasks, roles, lines.

use super::Pen;
use super::fields::Given;
use super::refused::refused;
use crate::org::{AssociationType, Kind, Link, ObjectId};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::rows::{Row, RowKey};
use crate::salesforce::schema::{BUYING_ROLES, Sobject, in_org, sobject};

impl Pen<'_> {
    /// Links a record with others. One of a kind is enough: a new one takes the old one's place.
    pub(super) fn join(
        &mut self,
        sobject: &'static Sobject,
        kind: Kind,
        id: ObjectId,
        links: &[(Kind, Option<ObjectId>)],
    ) -> Result<(), Problem> {
        for (target, other) in links {
            let former = self.org.linked(kind, id, *target);
            for (old, _) in former.into_iter().filter(|(old, _)| Some(*old) != *other) {
                self.org.unlink(kind, id, *target, old, self.now);
            }
            if let Some(other) = other {
                self.link(sobject, (kind, id), (*target, *other))?;
            }
        }
        Ok(())
    }

    pub(super) fn link(
        &mut self,
        sobject: &'static Sobject,
        one: (Kind, ObjectId),
        two: (Kind, ObjectId),
    ) -> Result<(), Problem> {
        let types = AssociationType::between(one.0, two.0);
        let primary = types.iter().find(|kind| kind.label.is_some()).or(types.last());
        let Some(kind) = primary else { return Ok(()) };
        let link = Link { to: two.1, kind: two.0, type_id: kind.id };
        self.org.link(one.0, one.1, link, self.now).map_err(|refusal| refused(self.org, sobject, &refusal))
    }

    pub(super) fn make_role(&mut self, given: &Given) -> Result<RecordId, Problem> {
        let sobject = sobject("OpportunityContactRole").ok_or_else(Problem::absent)?;
        let (deal, contact) = (reference(given, "OpportunityId", "006")?, reference(given, "ContactId", "003")?);
        self.link(sobject, (Kind::Deal, deal), (Kind::Contact, contact))?;
        self.set_role(sobject, contact, given)?;
        let row = Row::at(self.org, sobject, RowKey::Role(deal, contact));
        row.map(|row| row.id()).ok_or_else(Problem::absent)
    }

    pub(super) fn amend_role(&mut self, sobject: &'static Sobject, key: RowKey, given: &Given) -> Result<(), Problem> {
        match key {
            RowKey::Role(_, contact) => self.set_role(sobject, contact, given),
            _ => Ok(()),
        }
    }

    /// The org keeps the part that a contact plays with the contact.
    fn set_role(&mut self, sobject: &'static Sobject, contact: ObjectId, given: &Given) -> Result<(), Problem> {
        let Some(role) = given.text_of("Role") else { return Ok(()) };
        let word = in_org(BUYING_ROLES, &role).unwrap_or("OTHER").to_owned();
        let value = if role.is_empty() { String::new() } else { word };
        let source = self.org.sources.key(self.session.source());
        let change = vec![("hs_buying_role".to_owned(), Some(value))];
        let updated = self.org.update(Kind::Contact, contact, &change, source, self.now);
        updated.map(|_| ()).map_err(|refusal| refused(self.org, sobject, &refusal))
    }

    /// A new line takes its name, code and family from the price that it is sold at.
    pub(super) fn make_line(&mut self, sobject: &'static Sobject, given: &Given) -> Result<RecordId, Problem> {
        let entry = given.text_of("PricebookEntryId").and_then(|id| RecordId::parse(&id));
        let sold = entry.filter(|id| id.is_of("01u")).and_then(|id| Row::find(self.org, id));
        let sold = sold.ok_or_else(|| {
            Problem::bad(
                "FIELD_INTEGRITY_EXCEPTION",
                "field integrity exception: PricebookEntryId (pricebook entry is unknown)",
            )
            .about(["PricebookEntryId"])
        })?;
        let names = ["name", "hs_sku", "product_family"];
        let copied = names.map(|name| (name.to_owned(), sold.property(name).map(|text| text.into_owned())));
        let number = |name: &str| given.text_of(name).and_then(|text| text.parse::<f64>().ok());
        let total = number("Quantity").zip(number("UnitPrice")).map(|(count, price)| count * price);
        let id = self.make_object(sobject, Kind::LineItem, given)?;
        let source = self.org.sources.key(self.session.source());
        let mut change: Vec<_> = copied.into();
        change.push(("amount".to_owned(), total.map(|total| total.to_string())));
        let updated = self.org.update(Kind::LineItem, id, &change, source, self.now);
        updated.map_err(|refusal| refused(self.org, sobject, &refusal))?;
        Ok(RecordId::new(sobject.prefix, id.0))
    }
}

/// The number of the record that a field refers to.
pub(super) fn reference(given: &Given, name: &str, prefix: &str) -> Result<ObjectId, Problem> {
    let text = given.text_of(name).unwrap_or_default();
    let id = RecordId::parse(&text).filter(|id| id.is_of(prefix));
    id.map(|id| ObjectId(id.number)).ok_or_else(|| {
        let message = format!("{name}: id value of incorrect type: {text}");
        Problem::bad("MALFORMED_ID", message).about([name])
    })
}
