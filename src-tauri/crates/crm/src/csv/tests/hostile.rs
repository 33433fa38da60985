//! Files that nobody means well with, and files that are large.

use super::*;
use crate::csv::decode::Utf8Source;
use crate::csv::rows::{Dialect, RECORD_LIMIT, Row, RowReader};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::{Cursor, Read};

const COMMA: Dialect = Dialect { delimiter: b',', quote: Some(b'"') };

pub fn generated(rows: u32) -> String {
    let mut text =
        String::from("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n");
    for row in 0..rows {
        let stage = ["Won", "Lost", "Engaging"][row as usize % 3];
        let close = if row % 3 == 2 { String::new() } else { format!("2017-{:02}-{:02}", row % 12 + 1, row % 28 + 1) };
        writeln!(
            text,
            "K{row:07},Rep {},Product {},Account {},{stage},2016-10-20,{close},{}",
            row % 40,
            row % 7,
            row % 900,
            row % 5000
        )
        .unwrap();
    }
    text
}

fn rows_of(bytes: Vec<u8>, expected: Option<usize>) -> Vec<(Row, Vec<String>)> {
    let mut reader = RowReader::new(Utf8Source::new(Box::new(Cursor::new(bytes)), encoding_rs::UTF_8), COMMA, expected);
    let mut rows = Vec::new();
    while let Some(row) = reader.next_row().unwrap() {
        let cells = if matches!(row, Row::Cells { .. }) {
            reader.record().cells().map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        rows.push((row, cells));
    }
    rows
}

fn cells_of(text: &str) -> Vec<Vec<String>> {
    rows_of(text.as_bytes().to_vec(), None)
        .into_iter()
        .filter(|(row, _)| matches!(row, Row::Cells { .. }))
        .map(|(_, cells)| cells)
        .collect()
}

#[test]
fn quotes_and_line_ends_of_every_kind_are_read() {
    assert_eq!(cells_of("a,b\nc,d"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells_of("a,b\r\nc,\r\n"), [["a", "b"], ["c", ""]]);
    assert_eq!(cells_of("a,b\rc,d\r"), [["a", "b"], ["c", "d"]]);
    assert_eq!(cells_of("\"a,\"\"x\"\"\nz\",b\n"), [["a,\"x\"\nz", "b"]]);
    assert_eq!(cells_of("5\" pipe,b\n"), [["5\" pipe", "b"]]);
    assert_eq!(cells_of("\"say \"hi\" now\",b\n"), [["say \"hi\" now", "b"]]);
    assert_eq!(cells_of("\"\",\"\"\"\"\n"), [["", "\""]]);
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let rows = rows_of(b"a,b\n\n\"x\ny\r\nz\",1\nc,d\n".to_vec(), None);
    let lines: Vec<u32> = rows
        .iter()
        .map(|(row, _)| match row {
            Row::Cells { line, .. }
            | Row::Blank { line }
            | Row::BrokenQuote { line, .. }
            | Row::TooLong { line, .. } => *line,
        })
        .collect();
    assert_eq!(lines, [1, 2, 3, 6]);
}

#[test]
fn a_row_over_lines_of_the_wrong_width_is_a_broken_quote() {
    let rows = rows_of(b"a,b,c\n1,\"x,2\n3,\"y,4\n5,6,7\n".to_vec(), Some(3));
    let broken: Vec<_> = rows.iter().filter(|(row, _)| matches!(row, Row::BrokenQuote { .. })).collect();
    assert_eq!(broken.len(), 2);
    assert_eq!(rows.last().unwrap().1, ["5", "6", "7"]);
}

/// Bytes without end, of which nobody may keep more than a little.
struct Endless {
    left: u64,
    byte: u8,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = into.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        into[..length].fill(self.byte);
        self.left -= length as u64;
        Ok(length)
    }
}

#[test]
fn a_line_far_over_the_limit_is_passed_over_without_being_held() {
    // Release builds walk over a whole gigabyte.
    let length: u64 = if cfg!(debug_assertions) { 16 << 20 } else { 1 << 30 };
    for start in ["a,b\n", "a,b\n\""] {
        let endless = Endless { left: length, byte: b'x' };
        let source = Cursor::new(start.as_bytes().to_vec()).chain(endless).chain(Cursor::new(b"\nc,d\n".to_vec()));
        let mut reader = RowReader::new(Utf8Source::new(Box::new(source), encoding_rs::UTF_8), COMMA, Some(2));
        assert!(matches!(reader.next_row().unwrap(), Some(Row::Cells { line: 1, .. })));
        match reader.next_row().unwrap() {
            Some(Row::TooLong { line: 2, bytes, text }) => assert!(bytes >= length && text.chars().count() <= 80),
            other => panic!("{other:?}"),
        }
        assert!(matches!(reader.next_row().unwrap(), Some(Row::Cells { line: 3, .. })));
        assert!(reader.next_row().unwrap().is_none());
        assert!(reader.held() <= RECORD_LIMIT * 2 + 300_000, "{} bytes held", reader.held());
    }
}

#[test]
fn a_row_with_a_megabyte_of_text_is_cut_and_told() {
    let text = format!(
        "Deal ID,Deal Name,Stage,Close Date\n1,{},Won,2024-01-05\n2,short,Won,2024-01-05\n",
        "é".repeat(300_000)
    );
    let (batch, report) = imported_text(&text);
    assert_eq!(report.counts.deals, 2);
    assert_eq!(deal(&batch, "1").name.chars().count(), 1000);
    assert_eq!(issues(&batch), [(IssueCode::TextCut, 2, "Deal Name".to_owned())]);
}

#[test]
fn markup_emoji_and_right_to_left_text_arrive_as_they_are() {
    let name = "<script>alert(1)</script> 🚀 مرحبا";
    let (batch, _) = imported_text(&format!(
        "Deal ID,Deal Name,Stage,Close Date\n1,{name},Won,2024-01-05\n2,a\u{0}b,Won,2024-01-05\n"
    ));
    assert_eq!(deal(&batch, "1").name, name);
    assert_eq!(deal(&batch, "2").name, "a b");
}

#[test]
fn quotes_that_open_on_every_line_cost_no_more_than_their_lines() {
    let mut text = String::from("Deal ID,Deal Name,Stage,Close Date\n");
    for row in 0..20_000 {
        writeln!(text, "{row},\"open {row},Won,2024-01-05").unwrap();
    }
    text.push_str("last,fine,Won,2024-01-05\n");
    let (batch, report) = imported_text(&text);
    assert_eq!((report.counts.deals, report.unusable_rows), (1, 20_000));
    assert_eq!(batch.deals[0].line, 20_002);
    assert_eq!(report.groups[0].count, 20_000);
    assert_eq!(report.groups[0].examples.len(), 5);
}

fn import_generated(rows: u32) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "deals.csv", generated(rows).as_bytes());
    let started = std::time::Instant::now();
    let profiles = looked_at(&[path]);
    let looked = started.elapsed();
    let plan = propose(&profiles);
    let mut largest = 0;
    let mut sink = |batch: ImportBatch| {
        largest = largest.max(batch.deals.len());
        Ok(())
    };
    let report = run(&plan, &context(), &mut sink, &Unwatched).unwrap();
    println!("{rows} rows: looked at in {looked:?}, all in {:?}", started.elapsed());
    assert!(largest <= 1000, "batches stay small");
    report
}

#[test]
fn many_rows_arrive_in_small_batches() {
    let rows = if cfg!(debug_assertions) { 20_000 } else { 1_000_000 };
    let report = import_generated(rows);
    assert_eq!((report.counts.deals, report.unusable_rows, report.flawed_rows), (rows, 0, 0));
    assert_eq!((report.counts.accounts, report.counts.people), (900, 40));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 60 } else { 1000 }))]

    #[test]
    fn no_bytes_make_it_panic_and_no_row_gets_lost(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        import_whatever(&bytes)?;
    }

    #[test]
    fn no_arrangement_of_cells_quotes_and_lines_makes_it_panic(
        parts in prop::collection::vec(prop::sample::select(vec![
            "Deal ID", "Stage", "Close Date", "Amount", "Won", "Lost", "2024-01-05", "31.12.2024", "1.234,5", ",", ",", ",", ";", "\t", "\n",
            "\n", "\r\n", "\r", "\"", "\"\"", "=1+1", "é", "\u{feff}", "\u{0}", "Grand Total", "Copyright (c)", " ", "sep=;",
        ]), 0..80)
    ) {
        let head = "Deal ID,Stage,Close Date,Amount\n";
        import_whatever(format!("{head}{}", parts.concat()).as_bytes())?;
        import_whatever(parts.concat().as_bytes())?;
    }

    #[test]
    fn what_the_csv_library_writes_is_read_back(rows in prop::collection::vec(prop::collection::vec("\\PC{0,8}|[\",\n\r a]{0,6}", 3), 1..12)) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(cells_of(&text), rows);
    }
}

fn import_whatever(bytes: &[u8]) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let profiles = looked_at(&[written(&folder, "any.csv", bytes)]);
    let mut plan = propose(&profiles);
    for file in &mut plan.files {
        file.role = if file.layout.is_some() { FileRole::Deals } else { FileRole::Ignored };
        for (column, attribute) in
            file.columns.iter_mut().zip(Attribute::ALL.iter().filter(|attribute| attribute.role() == FileRole::Deals))
        {
            column.attribute = Some(*attribute);
            column.date_order = Some(DateOrder::DayMonthYear);
            column.decimal = Some(Decimal::Comma);
        }
    }
    let mut deals = 0;
    let outcome = run(
        &plan,
        &context(),
        &mut |batch| {
            deals += batch.deals.len();
            Ok(())
        },
        &Unwatched,
    );
    if let Ok(report) = outcome {
        prop_assert_eq!(report.counts.deals as usize, deals);
        for file in &report.files {
            prop_assert_eq!(file.read, file.used + file.unusable);
        }
    }
    Ok(())
}
