//! `contract`: the wire types of the `app` room, written down for the front end.

use crate::contract::{is_current, write};
use crate::failure::Failure;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    match arguments {
        [] => write(workshop),
        [only] if only == "--check" => is_current(workshop),
        _ => super::no_arguments("contract", arguments),
    }
}
