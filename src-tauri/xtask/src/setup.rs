//! What has to be on the machine first. Each step says in one line what is missing and what it installs.

pub mod front_end;
pub mod packages;
pub mod python;
pub mod stamp;
pub mod system;
pub mod tool;
