//! Goes through the rows of a file, and hands records over in batches.

use super::batch::{ImportBatch, Sink};
use super::output::Output;
use super::row::{RowView, TableFormat};
use crate::csv::attribute::FileRole;
use crate::csv::error::CsvError;
use crate::csv::issue::{IssueCode, Severity};
use crate::csv::layout::Layout;
use crate::csv::plan::{FilePlan, ImportPlan};
use crate::csv::report::{FileReport, ImportReport};
use crate::csv::rows::{RECORD_LIMIT, Record, Row};
use crate::csv::watch::{Phase, Progress, Watch};
use crate::csv::words::cut;

/// Rows between two looks at the watch.
const STRIDE: u32 = 1024;

/// Reads files row by row for a run.
pub struct Driver<'a, 'sink> {
    sink: &'a mut Sink<'sink>,
    watch: &'a dyn Watch,
    output: Output,
    files: Vec<FileReport>,
    bytes_before: u64,
    bytes_total: u64,
}

impl<'a, 'sink> Driver<'a, 'sink> {
    /// A driver for the files of `plan`.
    pub fn new(plan: &ImportPlan, sink: &'a mut Sink<'sink>, watch: &'a dyn Watch) -> Self {
        let used = plan.files.iter().filter(|file| file.role != FileRole::Ignored && file.layout.is_some());
        let bytes_total = used.map(|file| file.bytes).sum();
        Self { sink, watch, output: Output::default(), files: Vec::new(), bytes_before: 0, bytes_total }
    }

    /// Where records go that belong to no row.
    pub fn output(&mut self) -> &mut Output {
        &mut self.output
    }

    /// Gives every usable row of `file` to `take`, reports the others, and accounts for all.
    pub fn each_row(
        &mut self,
        place: u32,
        file: &FilePlan,
        take: &mut dyn FnMut(&RowView<'_>, &mut Output),
    ) -> Result<(), CsvError> {
        let Some(layout) = &file.layout else { return Ok(()) };
        let unreadable = |error: std::io::Error| CsvError::unreadable(&file.name, &error);
        let mut reader = layout.open(&file.path).map_err(unreadable)?;
        let format = TableFormat::new(place, file);
        let mut count = FileReport {
            file: file.name.clone(),
            role: file.role,
            read: 0,
            used: 0,
            unusable: 0,
            skipped: 0,
            reason: None,
        };
        let mut since_look = 0;
        let mut header_seen = !layout.has_header;
        while let Some(row) = reader.next_row().map_err(unreadable)? {
            since_look += 1;
            if since_look >= STRIDE {
                since_look = 0;
                self.look(&file.name, reader.bytes_read(), count.read)?;
            }
            if let (Row::Cells { line, .. }, false) = (&row, header_seen) {
                header_seen = *line >= layout.header_line;
                if header_seen {
                    check_header(file, *line, layout, reader.record())?;
                } else {
                    count.skipped += 1;
                }
                continue;
            }
            self.one_row(&row, reader.record(), &format, layout, &mut count, take);
            if self.output.is_full() {
                self.flush()?;
            }
        }
        if !header_seen {
            return Err(CsvError::Changed { file: file.name.clone() });
        }
        self.look(&file.name, file.bytes, count.read)?;
        self.bytes_before += file.bytes;
        self.files.push(count);
        Ok(())
    }

    fn one_row(
        &mut self,
        row: &Row,
        record: &Record,
        format: &TableFormat<'_>,
        layout: &Layout,
        count: &mut FileReport,
        take: &mut dyn FnMut(&RowView<'_>, &mut Output),
    ) {
        let line = line_of(row);
        if matches!(row, Row::Blank { .. })
            || line < layout.header_line
            || layout.footer_from.is_some_and(|from| line >= from)
        {
            count.skipped += 1;
            return;
        }
        count.read += 1;
        let unusable_before = self.output.ledger.unusable_rows;
        let view = RowView { format, record, line };
        if self.report_broken(row, &view, layout) {
            take(&view, &mut self.output);
        }
        let is_unusable = self.output.ledger.unusable_rows > unusable_before;
        count.unusable += u32::from(is_unusable);
        count.used += u32::from(!is_unusable);
    }

    /// True where the row's cells can be used.
    fn report_broken(&mut self, row: &Row, view: &RowView<'_>, layout: &Layout) -> bool {
        let columns = layout.columns as usize;
        let output = &mut self.output;
        match row {
            Row::BrokenQuote { text, .. } => {
                view.report(
                    output,
                    None,
                    IssueCode::BrokenQuote,
                    text,
                    "a quote opens in this line and doesn't close where it could",
                );
            }
            Row::TooLong { text, .. } => {
                view.report(
                    output,
                    None,
                    IssueCode::RowTooLong,
                    text,
                    format!("the line has more than {RECORD_LIMIT} bytes"),
                );
            }
            Row::Cells { .. } if view.record.cells().skip(columns).any(|cell| !cell.trim().is_empty()) => {
                let reason = format!(
                    "the row has more cells than the header: a cell that contains `{}` may lack its quotes, so its values can't be told apart",
                    layout.delimiter
                );
                view.report(output, None, IssueCode::TooManyCells, view.record.get(0).unwrap_or_default(), reason);
            }
            Row::Cells { stray_quote, .. } => {
                self.report_odd(*stray_quote, view, columns);
                return true;
            }
            Row::Blank { .. } => {}
        }
        false
    }

    fn report_odd(&mut self, stray_quote: bool, view: &RowView<'_>, columns: usize) {
        let first = view.record.get(0).unwrap_or_default();
        if stray_quote {
            let reason = "a quote inside a quoted cell is not doubled: it was taken as a letter";
            view.report(&mut self.output, None, IssueCode::StrayQuote, first, reason);
        }
        if view.record.width() < columns {
            let reason = "the row has fewer cells than the header: the missing ones are taken as empty";
            view.report(&mut self.output, None, IssueCode::TooFewCells, first, reason);
        }
        if view.record.has_undecodable() {
            let reason = "some letters can't be read in the chosen encoding";
            let cell = view.record.cells().find(|cell| cell.contains('\u{fffd}')).unwrap_or_default();
            view.report(&mut self.output, None, IssueCode::Undecodable, cell, reason);
        }
    }

    fn look(&self, file: &str, bytes: u64, rows: u32) -> Result<(), CsvError> {
        if self.watch.is_cancelled() {
            return Err(CsvError::Cancelled);
        }
        let bytes_done = self.bytes_before + bytes;
        let (file, bytes_total) = (file.to_owned(), self.bytes_total.max(bytes_done));
        self.watch.progress(&Progress { phase: Phase::Importing, file, bytes_done, bytes_total, rows });
        Ok(())
    }

    /// Hands over what is ready.
    pub fn flush(&mut self) -> Result<(), CsvError> {
        let batch = std::mem::take(&mut self.output.batch);
        if batch == ImportBatch::default() {
            return Ok(());
        }
        (self.sink)(batch).map_err(CsvError::Sink)
    }

    /// The report, as far as rows tell.
    pub fn finish(self) -> ImportReport {
        let (unusable_rows, flawed_rows) = (self.output.ledger.unusable_rows, self.output.ledger.flawed_rows);
        let groups = self.output.ledger.into_groups();
        debug_assert!(groups.iter().all(|group| group.severity == Severity::Flaw || group.count <= unusable_rows));
        ImportReport { files: self.files, groups, unusable_rows, flawed_rows, ..ImportReport::default() }
    }
}

fn line_of(row: &Row) -> u32 {
    match row {
        Row::Cells { line, .. } | Row::Blank { line } | Row::BrokenQuote { line, .. } | Row::TooLong { line, .. } => {
            *line
        }
    }
}

fn check_header(file: &FilePlan, line: u32, layout: &Layout, record: &Record) -> Result<(), CsvError> {
    let same = |column: &crate::csv::plan::ColumnPlan| {
        let cell = cut(record.get(column.index as usize).unwrap_or_default(), 200);
        cell.is_empty() || cell == column.header
    };
    if line == layout.header_line && file.columns.iter().all(same) {
        return Ok(());
    }
    Err(CsvError::Changed { file: file.name.clone() })
}
