//! What fields the CRM has, as far as the signed-in person may see them.

use super::slot::{Fact, Holder, Slot};
use super::{Names, Property};
use std::collections::BTreeMap;

/// A field for an answer of a few paragraphs takes at least so many characters.
const ENOUGH: u32 = 2_000;

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    LongText,
    /// Text with markup: the CRM rewrites what is put into it.
    FormattedText,
    Number,
    Flag,
    Date,
    DateTime,
    /// One of a list.
    Choice,
    /// A record or a person.
    Reference,
    Other,
}

/// A field of a deal or an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrmField {
    pub holder: Holder,
    /// The CRM's own name: `Handoff_Risks__c`.
    pub name: String,
    /// What people see there.
    pub label: String,
    pub kind: FieldKind,
    /// False for a field that Changeover needs and can't find; such a field has the kind `Other`.
    pub visible: bool,
    /// The signed-in person may write it.
    pub writable: bool,
    /// The longest text, in characters, where the CRM tells it.
    pub length: Option<u32>,
    /// What of ours it carries.
    pub slot: Option<Slot>,
    /// What is missing and who grants it, for a field of ours that can't be seen or written.
    pub remedy: Option<String>,
}

impl CrmField {
    /// A field of ours that is there, fits, and may be read and written.
    pub fn serves(&self) -> bool {
        let Some(slot) = &self.slot else { return false };
        self.visible && (self.writable || matches!(slot, Slot::Fact(_))) && self.misfit(slot).is_none()
    }

    /// The property of the handoff that it carries.
    pub fn carries(&self) -> Option<&Property> {
        match self.slot.as_ref()? {
            Slot::Handoff(property) => Some(property),
            Slot::Fact(_) => None,
        }
    }

    /// Why the field can't carry something, in words that follow its name; `None` where it can.
    pub fn misfit(&self, slot: &Slot) -> Option<String> {
        use FieldKind::{Choice, Date, DateTime, Flag, FormattedText, LongText, Number, Reference, Text};
        let (kinds, wanted): (&[FieldKind], &str) = match slot {
            Slot::Handoff(Property::Field(_)) => (&[LongText], "long text"),
            Slot::Handoff(Property::Csm) | Slot::Fact(Fact::AccountCsm) => (&[Reference, Text, Choice], "a person"),
            Slot::Fact(Fact::ContractStart | Fact::Renewal | Fact::TargetGoLive) => (&[Date, DateTime], "a date"),
            Slot::Fact(Fact::ContractTerm) => (&[Number], "a number"),
            Slot::Fact(Fact::RegulatedData) => (&[Flag], "yes or no"),
            Slot::Fact(Fact::IntegrationsNeeded) => (&[Text, LongText], "text"),
            Slot::Fact(_) => (&[Text, Choice], "a word"),
            Slot::Handoff(_) => return None,
        };
        if self.kind == FormattedText {
            return Some("holds formatted text, which the CRM would rewrite".to_owned());
        }
        if !kinds.contains(&self.kind) {
            return Some(format!("does not take {wanted}"));
        }
        let short =
            self.length.filter(|length| matches!(slot, Slot::Handoff(Property::Field(_))) && *length < ENOUGH)?;
        Some(format!("takes only {short} characters"))
    }
}

/// The names of one kind of record: what the set-up would call a field, and what it is called.
pub(crate) type Aliases = BTreeMap<String, String>;

impl Names {
    /// For reading a kind of record under the set-up's names, which `set_up` tells.
    pub(crate) fn aliases(
        &self,
        slots: impl Iterator<Item = Slot>,
        holder: Holder,
        set_up: impl Fn(&Slot) -> String,
    ) -> Aliases {
        let of_holder = slots.filter(|slot| slot.holder() == holder);
        of_holder.filter_map(|slot| Some((set_up(&slot), self.of(&slot)?.to_owned()))).collect()
    }
}
