//! A practice CRM: one pure org behind loopback servers that speak the vendors' dialects.
