//! What the CRM already knows, per field: nothing of it is asked again.

use domain::{DealContext, FieldKey, FieldValue, HandoffRecord, Provenance};

/// A value that the CRM offers for a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub field: FieldKey,
    pub value: FieldValue,
    pub provenance: Provenance,
}

/// Every value that the CRM offers.
pub fn proposals(
    _playbook: &crate::model::Playbook,
    _context: &DealContext,
    _record: &HandoffRecord,
) -> Vec<Proposal> {
    unimplemented!("being written")
}
