//! `test [LAYER…]`: all layers, or those that are named, with a summary at the end.

use crate::failure::Failure;
use crate::layers::{LAYERS, Layer};
use crate::record::{Record, summary};
use crate::say;
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let chosen = choose(arguments)?;
    let mut records = Vec::new();
    for layer in chosen {
        say::line(&format!("\n── {}: {}", layer.name, layer.line));
        records.push(Record::of(layer.name, |record| (layer.act)(workshop, record)));
    }
    summary(&records)
}

/// The layers that are named, in the order in which they always run.
fn choose(names: &[String]) -> Result<Vec<&'static Layer>, Failure> {
    let unknown = names.iter().find(|name| !LAYERS.iter().any(|layer| layer.name == name.as_str()));
    if let Some(unknown) = unknown {
        let known = LAYERS.map(|layer| layer.name).join("`, `");
        return Err(Failure::new(format!("there is no layer `{unknown}`")).hint(format!("layers are `{known}`")));
    }
    let wanted = |layer: &&Layer| names.is_empty() || names.iter().any(|name| name == layer.name);
    Ok(LAYERS.iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests;
