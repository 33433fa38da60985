//! Both files of a workspace with their logs, held in memory, and every way to cut a log.

use crate::database::DataFile;
use std::ops::Range;
use std::path::{Path, PathBuf};

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

pub struct Files {
    cache: (Vec<u8>, Log),
    journal: (Vec<u8>, Log),
}

/// A write-ahead log: a header, then frames of one page each. The last frame of a commit says how large the file is now.
pub struct Log {
    bytes: Vec<u8>,
}

/// A log as the disk has it after a power cut.
pub struct Cut {
    /// Bytes that arrived.
    pub kept: usize,
    /// The file has its full length, and zeroes where nothing arrived: the length reached the disk before the content.
    pub padded: bool,
    /// What arrived are whole frames.
    pub between_frames: bool,
}

impl Files {
    /// What lies in a folder; the store may be open, but not at work.
    pub fn take(folder: &Path) -> Self {
        let one = |file: DataFile| {
            let log = std::fs::read(log_path(folder, file)).unwrap_or_default();
            (std::fs::read(folder.join(file.name())).unwrap(), Log { bytes: log })
        };
        Self { cache: one(DataFile::Cache), journal: one(DataFile::Journal) }
    }

    pub fn log(&self, file: DataFile) -> &Log {
        &self.of(file).1
    }

    pub fn same_databases(&self, other: &Self) -> bool {
        self.cache.0 == other.cache.0 && self.journal.0 == other.journal.0
    }

    /// Writes everything back in place, with one log cut.
    pub fn put_back(&self, folder: &Path, file: DataFile, cut: &Cut) {
        for each in [DataFile::Cache, DataFile::Journal] {
            let (database, log) = self.of(each);
            std::fs::write(folder.join(each.name()), database).unwrap();
            let _ = std::fs::remove_file(folder.join(each.name()).with_extension("sqlite-shm"));
            let bytes = if each == file { log.cut(cut) } else { log.bytes.clone() };
            std::fs::write(log_path(folder, each), bytes).unwrap();
        }
    }

    fn of(&self, file: DataFile) -> &(Vec<u8>, Log) {
        match file {
            DataFile::Cache => &self.cache,
            DataFile::Journal => &self.journal,
        }
    }
}

impl Log {
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    pub fn frames(&self) -> usize {
        self.bytes.len().saturating_sub(HEADER) / self.frame()
    }

    pub fn commits(&self) -> usize {
        self.commits_before(self.bytes.len())
    }

    /// Commits whose last frame lies wholly before a place.
    pub fn commits_before(&self, place: usize) -> usize {
        let whole = (0..self.frames()).map(|number| self.place(number)).filter(|frame| frame.end <= place);
        whole.filter(|frame| self.bytes[frame.start + 4..frame.start + 8] != [0; 4]).count()
    }

    /// From nothing to everything: inside the header, after every frame, and inside each, padded or not by turns.
    pub fn cuts(&self) -> Vec<Cut> {
        let short = |kept: usize| Cut { kept, padded: false, between_frames: false };
        let whole = |kept: usize| Cut { between_frames: true, ..short(kept) };
        let mut cuts = vec![short(0), short(HEADER / 2), whole(HEADER)];
        for number in 0..self.frames() {
            let frame = self.place(number);
            let middle = frame.start + self.frame() / 2;
            cuts.extend([Cut { padded: number % 2 == 0, ..short(middle) }, whole(frame.end)]);
        }
        cuts
    }

    fn cut(&self, cut: &Cut) -> Vec<u8> {
        let mut bytes = self.bytes[..cut.kept].to_vec();
        if cut.padded {
            bytes.resize(self.bytes.len(), 0);
        }
        bytes
    }

    fn place(&self, frame: usize) -> Range<usize> {
        let start = HEADER + frame * self.frame();
        start..start + self.frame()
    }

    /// The page's size stands in the log's header.
    fn frame(&self) -> usize {
        let page = self.bytes.get(8..12).map_or(4096, |size| u32::from_be_bytes(size.try_into().unwrap()));
        FRAME_HEADER + page as usize
    }
}

fn log_path(folder: &Path, file: DataFile) -> PathBuf {
    folder.join(file.name()).with_extension("sqlite-wal")
}
