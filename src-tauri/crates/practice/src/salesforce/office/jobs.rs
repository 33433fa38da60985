//! Bulk queries under way.

use std::collections::HashMap;
use std::sync::Arc;

use crate::org::Moment;
use crate::salesforce::rows::RowKey;
use crate::salesforce::soql::Query;

/// A bulk query. Its rows were decided when it began.
#[derive(Clone)]
pub struct Job {
    pub number: u64,
    pub text: String,
    pub query: Arc<Query>,
    pub rows: Arc<[RowKey]>,
    pub object: &'static str,
    /// `query` or `queryAll`
    pub operation: String,
    pub user_id: u64,
    pub owner_id: u64,
    pub at: Moment,
    pub state: JobState,
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    UploadComplete,
    InProgress,
    JobComplete,
    Aborted,
}

impl JobState {
    /// The state as the API names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::UploadComplete => "UploadComplete",
            Self::InProgress => "InProgress",
            Self::JobComplete => "JobComplete",
            Self::Aborted => "Aborted",
        }
    }
}

/// The jobs by their number.
#[derive(Default)]
pub struct Jobs {
    jobs: HashMap<u64, Job>,
    last: u64,
}

impl Jobs {
    /// Keeps a new job under its number.
    pub fn begin(&mut self, job: Job) -> Job {
        self.last += 1;
        let job = Job { number: self.last, ..job };
        self.jobs.insert(job.number, job.clone());
        job
    }

    /// The job of a number, for the one whose it is.
    pub fn find(&self, number: u64, user_id: u64) -> Option<&Job> {
        self.jobs.get(&number).filter(|job| job.user_id == user_id)
    }

    /// Looks after a job. Looking is what moves it on, so that clients must ask more than once.
    pub fn look(&mut self, number: u64, user_id: u64) -> Option<Job> {
        let job = self.jobs.get_mut(&number).filter(|job| job.user_id == user_id)?;
        job.state = match job.state {
            JobState::UploadComplete => JobState::InProgress,
            JobState::InProgress => JobState::JobComplete,
            ended => ended,
        };
        Some(job.clone())
    }

    /// Ends a job before its time.
    pub fn abort(&mut self, number: u64, user_id: u64) -> Option<Job> {
        let job = self.jobs.get_mut(&number).filter(|job| job.user_id == user_id)?;
        job.state = JobState::Aborted;
        Some(job.clone())
    }

    /// Forgets a job; says whether there was one.
    pub fn forget(&mut self, number: u64, user_id: u64) -> bool {
        let own = self.find(number, user_id).is_some();
        own && self.jobs.remove(&number).is_some()
    }
}
