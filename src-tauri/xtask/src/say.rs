//! The calm lines that tell where the workshop is.

use std::io::Write as _;
use std::time::Duration;

/// Announces a step.
pub fn begin(title: &str) {
    line(&format!("→ {title}"));
}

/// Closes a step with its time.
pub fn end(title: &str, went_well: bool, took: Duration) {
    let mark = if went_well { "✓" } else { "✗" };
    line(&format!("{mark} {title}  {}", elapsed(took)));
}

/// One line of standard output, also when a reader has gone away.
pub fn line(text: &str) {
    if cfg!(test) {
        // Only the macro's output is kept back by the test runner.
        println!("{text}");
        return;
    }
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// A duration as a person says it: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn elapsed(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 10 {
        format!("{:.1} s", took.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// Columns of text: the first is left-aligned, the others right-aligned.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let room = " ".repeat(widths[column] - cell.chars().count());
            match column {
                0 => text.extend([cell, room.as_str()]),
                _ => text.extend(["  ", room.as_str(), cell]),
            }
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
