//! Looks at files and tells how they would be read.

mod footer;
mod survey;

use crate::csv::decode::{Sniffed, Utf8Source, sniff};
use crate::csv::error::CsvError;
use crate::csv::layout::{Layout, LayoutChoice, guess, sample_rows};
use crate::csv::profile::{FileProblem, FileProfile, ProblemCode, SkippedLines};
use crate::csv::watch::Watch;
use crate::csv::words::shorten;
use encoding_rs::Encoding;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Text that is enough to guess the layout.
const SAMPLE_BYTES: usize = 512 * 1024;

/// Looks at every file, whole, twice: once for its encoding, once for its columns.
///
/// A file that can't be used has a profile too, with the reason among its problems. The only error is
/// [`CsvError::Cancelled`].
pub fn inspect(paths: &[PathBuf], watch: &dyn Watch) -> Result<Vec<FileProfile>, CsvError> {
    paths.iter().map(|path| inspect_as(path, &LayoutChoice::default(), watch)).collect()
}

/// Looks at one file again with what a person decided about its layout.
pub fn inspect_as(path: &Path, choice: &LayoutChoice, watch: &dyn Watch) -> Result<FileProfile, CsvError> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let mut profile = FileProfile {
        path: path.to_path_buf(),
        name,
        bytes: std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        layout: None,
        columns: Vec::new(),
        rows: 0,
        skipped: Vec::new(),
        problems: Vec::new(),
    };
    if let Err(error) = look_into(&mut profile, choice, watch) {
        profile.layout = None;
        let remedy = "check that the file exists and that you may read it, then pick it again";
        profile.problems.push(FileProblem::blocking(
            ProblemCode::Unreadable,
            format!("`{}` can't be read: {error}", profile.path.display()),
            remedy,
        ));
    }
    if watch.is_cancelled() { Err(CsvError::Cancelled) } else { Ok(profile) }
}

fn look_into(profile: &mut FileProfile, choice: &LayoutChoice, watch: &dyn Watch) -> io::Result<()> {
    let Some(encoding) = find_encoding(profile, choice, watch)? else { return Ok(()) };
    let (sample, complete) = read_sample(&profile.path, encoding)?;
    let Some(layout) = guess(&sample, complete, encoding.name(), choice) else {
        profile.problems.push(empty_file());
        return Ok(());
    };
    profile.skipped.extend(preamble(&sample, complete, &layout));
    survey::survey(profile, layout, encoding, watch)
}

fn find_encoding(
    profile: &mut FileProfile,
    choice: &LayoutChoice,
    watch: &dyn Watch,
) -> io::Result<Option<&'static Encoding>> {
    let mut keep_on = || !watch.is_cancelled();
    let problem = match sniff(&mut File::open(&profile.path)?, &mut keep_on)? {
        Sniffed::Text(guessed) => {
            let chosen = choice.encoding.as_ref().and_then(|label| Encoding::for_label(label.as_bytes()));
            return Ok(Some(chosen.unwrap_or(guessed)));
        }
        Sniffed::Empty => empty_file(),
        Sniffed::Binary(kind) => FileProblem::blocking(
            ProblemCode::Binary,
            format!("this is {kind}, not a text table"),
            "open it in the program that made it and save it as CSV (UTF-8)",
        ),
    };
    profile.problems.push(problem);
    Ok(None)
}

fn empty_file() -> FileProblem {
    FileProblem::blocking(ProblemCode::Empty, "the file is empty", "export it again, with at least one row")
}

fn read_sample(path: &Path, encoding: &'static Encoding) -> io::Result<(String, bool)> {
    let mut source = Utf8Source::new(Box::new(File::open(path)?), encoding);
    let mut sample = String::new();
    while sample.len() < SAMPLE_BYTES {
        if !source.fill(&mut sample)? {
            return Ok((sample, true));
        }
    }
    Ok((sample, false))
}

fn preamble(sample: &str, complete: bool, layout: &Layout) -> Option<SkippedLines> {
    let rows = sample_rows(sample, complete, layout.dialect());
    let above = rows.iter().filter(|row| row.line < layout.header_line);
    let text: Vec<String> = above.map(|row| shorten(&row.cells.join(" "))).collect();
    let to = layout.header_line - u32::from(layout.header_line > 0);
    (!text.is_empty()).then(|| SkippedLines {
        from: 1,
        to,
        why: "title and filters above the header row".to_owned(),
        text,
    })
}
