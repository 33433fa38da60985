//! Pull and push between the CRM and the store.
