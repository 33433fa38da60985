mod alarms;
mod outbox;
mod records;
mod rest;
