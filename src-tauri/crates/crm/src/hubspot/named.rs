//! What properties are called: as the set-up calls them, or as this account does.

use super::kinds::{Kind, PREFIX};
use crate::port::{Aliases, Holder, Names, Property, Slot};
use domain::FieldKey;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The account's own names of the properties that the set-up would name otherwise.
#[derive(Debug, Default)]
pub(super) struct Named {
    deal: Aliases,
    company: Aliases,
}

impl Named {
    pub(super) fn of(names: &Names, fields: &[FieldKey]) -> Self {
        let of_holder = |holder| names.aliases(Slot::all(fields), holder, set_up_name);
        Self { deal: of_holder(Holder::Deal), company: of_holder(Holder::Account) }
    }

    /// The aliases of a kind; only deals and companies have any.
    pub(super) fn aliases(&self, kind: Kind) -> &Aliases {
        static NONE: LazyLock<Aliases> = LazyLock::new(BTreeMap::new);
        match kind {
            Kind::Deal => &self.deal,
            Kind::Company => &self.company,
            _ => &NONE,
        }
    }

    /// A property of a kind as the account calls it.
    pub(super) fn name(&self, kind: Kind, set_up: &str) -> String {
        self.aliases(kind).get(set_up).cloned().unwrap_or_else(|| set_up.to_owned())
    }

    /// A property of the handoff as the account calls it.
    pub(super) fn property(&self, property: &Property) -> String {
        self.name(Kind::Deal, &property_name(property))
    }

    /// What fills a slot.
    pub(super) fn slot(&self, slot: &Slot) -> String {
        let kind = match slot.holder() {
            Holder::Deal => Kind::Deal,
            Holder::Account => Kind::Company,
        };
        self.name(kind, &set_up_name(slot))
    }
}

/// The name that the set-up gives.
fn set_up_name(slot: &Slot) -> String {
    match slot {
        Slot::Handoff(property) => property_name(property),
        Slot::Fact(fact) => fact.word().to_owned(),
    }
}

fn property_name(property: &Property) -> String {
    match property {
        Property::Csm => "handoff_csm_id".to_owned(),
        other => format!("{PREFIX}{}", other.word()),
    }
}
