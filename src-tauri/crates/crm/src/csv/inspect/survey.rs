//! The second reading of a file: every row, for its columns and its problems.

use super::footer::Tail;
use crate::csv::column::ColumnScan;
use crate::csv::layout::Layout;
use crate::csv::profile::{FileProblem, FileProfile, ProblemCode};
use crate::csv::rows::{RECORD_LIMIT, Record, Row};
use crate::csv::watch::{Phase, Progress, Watch};
use crate::csv::words::cut;
use encoding_rs::Encoding;
use std::collections::HashSet;
use std::io;

/// Problems of one kind that are listed with their lines; the import's report lists all.
const LISTED: usize = 20;
/// Rows between two looks at the watch.
const STRIDE: u32 = 2048;
/// Columns that a table may have.
const WIDEST: usize = 2000;

struct Survey {
    headers: Vec<String>,
    scans: Vec<ColumnScan>,
    rows: u32,
    undecodable: Option<u32>,
    tail: Tail,
}

/// Reads every row and completes the profile.
pub fn survey(
    profile: &mut FileProfile,
    mut layout: Layout,
    encoding: &'static Encoding,
    watch: &dyn Watch,
) -> io::Result<()> {
    let mut survey =
        Survey { headers: Vec::new(), scans: Vec::new(), rows: 0, undecodable: None, tail: Tail::default() };
    layout.encoding = encoding.name().to_owned();
    let mut reader = layout.open(&profile.path)?;
    let mut last_line = 0;
    let mut since_look = 0;
    while let Some(row) = reader.next_row()? {
        since_look += 1;
        if since_look >= STRIDE {
            since_look = 0;
            watch.progress(&progress(profile, reader.bytes_read(), survey.rows));
            if watch.is_cancelled() {
                return Ok(());
            }
        }
        match row {
            Row::Blank { .. } => {}
            Row::Cells { line, .. } => {
                last_line = line;
                let problem = survey.take(line, reader.record(), &layout);
                problem.into_iter().for_each(|problem| note(&mut profile.problems, problem));
            }
            broken => broken_line(&broken).into_iter().for_each(|problem| note(&mut profile.problems, problem)),
        }
    }
    finish(profile, &mut layout, survey, last_line);
    watch.progress(&progress(profile, profile.bytes, profile.rows));
    profile.layout = Some(layout);
    Ok(())
}

impl Survey {
    /// Takes a row into account; says why where it can't be.
    fn take(&mut self, line: u32, record: &Record, layout: &Layout) -> Option<FileProblem> {
        if line < layout.header_line {
            return None;
        }
        if line == layout.header_line {
            self.name_columns(record, layout.has_header);
            if layout.has_header {
                return None;
            }
        }
        if record.cells().skip(layout.columns as usize).any(|cell| !cell.trim().is_empty()) {
            return Some(too_many_cells(line, layout));
        }
        if record.has_undecodable() {
            self.undecodable.get_or_insert(line);
        }
        if let Err(data) = self.tail.hold_back(line, record, self.scans.len()) {
            self.add_held(&data);
            self.add(record.cells());
        }
        None
    }

    fn name_columns(&mut self, record: &Record, has_header: bool) {
        let name = |(index, cell): (usize, &str)| match cut(cell, 200) {
            name if has_header && !name.is_empty() => name,
            _ => format!("Column {}", index + 1),
        };
        self.headers = record.cells().take(WIDEST).enumerate().map(name).collect();
        self.scans = self.headers.iter().map(|_| ColumnScan::default()).collect();
    }

    fn add_held(&mut self, rows: &[Vec<String>]) {
        for row in rows {
            self.add(row.iter().map(String::as_str));
        }
    }

    fn add<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        self.rows = self.rows.saturating_add(1);
        let mut cells = cells.fuse();
        for scan in &mut self.scans {
            scan.add(cells.next().unwrap_or_default());
        }
    }
}

fn progress(profile: &FileProfile, bytes_done: u64, rows: u32) -> Progress {
    Progress { phase: Phase::Inspecting, file: profile.name.clone(), bytes_done, bytes_total: profile.bytes, rows }
}

fn note(problems: &mut Vec<FileProblem>, problem: FileProblem) {
    if problems.iter().filter(|known| known.code == problem.code).count() < LISTED {
        problems.push(problem);
    }
}

fn too_many_cells(line: u32, layout: &Layout) -> FileProblem {
    FileProblem::at(
        ProblemCode::TooManyCells,
        Some(line),
        format!("line {line}: the row has more cells than the header"),
        &format!("put quotes around the cell that contains `{}`, or import without this line", layout.delimiter),
    )
}

fn broken_line(row: &Row) -> Option<FileProblem> {
    match row {
        Row::BrokenQuote { line, text } => Some(FileProblem::at(
            ProblemCode::BrokenQuote,
            Some(*line),
            format!("line {line}: a quote opens and doesn't close: `{text}`"),
            "close the quote in the file, or import without this line",
        )),
        Row::TooLong { line, bytes, .. } => Some(FileProblem::at(
            ProblemCode::TooLong,
            Some(*line),
            format!("line {line}: {bytes} bytes, more than {RECORD_LIMIT}"),
            "look whether the line breaks of the file were lost, or import without this line",
        )),
        Row::Cells { .. } | Row::Blank { .. } => None,
    }
}

fn finish(profile: &mut FileProfile, layout: &mut Layout, mut survey: Survey, last_line: u32) {
    match std::mem::take(&mut survey.tail).finish(last_line) {
        Ok(Some(footer)) => {
            layout.footer_from = Some(footer.from);
            profile.skipped.push(footer);
        }
        Ok(None) => {}
        Err(data) => survey.add_held(&data),
    }
    note_whole_file(profile, layout, &survey);
    profile.rows = survey.rows;
    let columns = survey.scans.into_iter().zip(survey.headers).enumerate();
    profile.columns = columns.map(|(index, (scan, header))| scan.finish(index, header)).collect();
}

fn note_whole_file(profile: &mut FileProfile, layout: &Layout, survey: &Survey) {
    if survey.rows == 0 {
        let message = "the file has a header and no rows";
        profile.problems.push(FileProblem::blocking(
            ProblemCode::OnlyHeader,
            message,
            "export it again, with at least one row",
        ));
    }
    if !layout.has_header {
        let message = "the first row looks like data, so the columns have no names";
        let remedy = "say in the mapping what each column holds, or add a header row to the file";
        profile.problems.push(FileProblem::at(ProblemCode::NoHeader, Some(layout.header_line), message, remedy));
    }
    if let Some(line) = survey.undecodable {
        let message = format!("some letters can't be read as {}, first in line {line}", layout.encoding);
        profile.problems.push(FileProblem::at(
            ProblemCode::Undecodable,
            Some(line),
            message,
            "choose another encoding",
        ));
    }
    let mut seen = HashSet::new();
    for header in survey.headers.iter().filter(|header| !seen.insert(header.to_lowercase())) {
        let message = format!("two columns are called `{header}`");
        let remedy = "check in the mapping which of them is meant";
        profile.problems.push(FileProblem::at(ProblemCode::RepeatedHeader, Some(layout.header_line), message, remedy));
    }
}
