//! What a CRM can do, where CRMs differ.

/// One thing that may be asked of a CRM. The conformance suite has cases for each, and an adapter passes those of the
/// abilities that it declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ability {
    /// [`super::Crm::describe`].
    Describe,
    /// [`super::Crm::rights`].
    Rights,
    /// [`super::Crm::quota`] knows what is left.
    QuotaState,
    /// [`super::Crm::who_am_i`] names the organisation.
    WhoAmI,
    /// [`super::Crm::people`], deactivated ones included.
    People,
    InitialLoad,
    Incremental,
    Deletes,
    /// A merged-away deal leads to its survivor.
    Merges,
    Undelete,
    OwnerChange,
    /// [`super::Crm::deal_history`].
    StageHistory,
    /// [`super::Crm::property_history`] has the values of long texts, too. Salesforce keeps only who and when.
    TextHistory,
    ContactRoles,
    ProductLines,
    Activities,
    /// [`super::Crm::write_deal`].
    WriteDeal,
    Tasks,
    Notes,
    /// [`super::Crm::attach_file`] and [`super::Crm::read_file`].
    Files,
}

/// What a CRM can do, and its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// How people call it: `HubSpot`.
    pub name: &'static str,
    /// The credential carries the signed-in person's own rights.
    pub personal_rights: bool,
    /// A write can be refused by the CRM when someone else wrote first.
    pub guarded_writes: bool,
    /// The longest text that any property takes, in characters; one of them may take less, see [`super::Crm::longest`].
    pub text_limit: usize,
    /// What may be asked. What is not listed is answered by `Broken`.
    pub abilities: &'static [Ability],
}

impl Capabilities {
    /// True where this may be asked.
    pub fn can(&self, ability: Ability) -> bool {
        self.abilities.contains(&ability)
    }
}
