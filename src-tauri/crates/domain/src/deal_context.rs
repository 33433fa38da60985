//! Everything that is known about one deal, in one place, for the pure code that judges it.

use crate::account::Account;
use crate::activity::Activity;
use crate::contact::ContactOnDeal;
use crate::deal::Deal;
use crate::person::Person;
use crate::product_line::ProductLine;

/// A deal with what hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub struct DealContext {
    pub deal: Deal,
    pub account: Option<Account>,
    pub contacts: Vec<ContactOnDeal>,
    pub lines: Vec<ProductLine>,
    /// Latest first.
    pub activities: Vec<Activity>,
    pub owner: Option<Person>,
    pub csm: Option<Person>,
}

impl DealContext {
    /// A deal with nothing around it.
    pub fn of(deal: Deal) -> Self {
        Self {
            deal,
            account: None,
            contacts: Vec::new(),
            lines: Vec::new(),
            activities: Vec::new(),
            owner: None,
            csm: None,
        }
    }

    /// The account's name, or the deal's where the account is missing.
    pub fn account_name(&self) -> &str {
        self.account.as_ref().map_or(&self.deal.name, |account| &account.name)
    }
}
