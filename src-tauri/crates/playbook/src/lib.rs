//! The process as data, and its pure evaluation: what is due, missing, late, and why.
//!
//! Invariant: nothing here reads a clock, a file or the network. `now` is a parameter, and the same situation always
//! gives the same assessment.

mod applies;
pub mod assess;
pub mod assessment;
mod assignment;
mod clock;
pub mod condition;
mod credit;
mod escalation;
pub mod first_touch;
mod history;
mod intake;
mod load;
mod locate;
pub mod model;
pub mod proposals;
pub mod repetition;
pub mod roster;
pub mod score;
pub mod situation;
#[cfg(test)]
mod testing;
mod text;
pub mod tier;

pub use assess::assess;
pub use assessment::{
    Applies, ArithmeticStep, Assessment, Assignment, CheckResult, ClockReading, ClockStatus, Completeness, Credit,
    FieldAssessment, Finding, QualityTerm, Raise, Rung, RungDue, TierFlag, TierVerdict, VariantInForce,
};
pub use condition::{Condition, ConditionField, Facts};
pub use first_touch::first_touch;
pub use load::PlaybookError;
pub use model::{Band, ClockKey, ClockKind, FieldRule, Party, Playbook, Requirement, Section, Shape, Tier};
pub use proposals::{Proposal, proposals};
pub use repetition::EarlierTexts;
pub use roster::{Calendar, Holiday, Leave, Roster, RosterError, RosterPerson, WorkingHours};
pub use situation::{Arrival, CsmLoad, Situation, Workload};
