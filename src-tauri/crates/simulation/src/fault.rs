//! What can go wrong at a gate.

use std::fmt;

/// What happens to the request or the write that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// The request never arrives.
    Lost,
    /// The request is carried out, the reply never arrives.
    ReplyLost,
    /// The request arrives long after its sender gave it up, and after later ones.
    Late,
    /// 401: the token has expired.
    SignInAgain,
    /// A proxy repeats the request.
    Twice,
    /// 429: come back later.
    Busy,
    /// 5xx.
    ServerError,
    /// The reply breaks off in the middle.
    CutOff,
    /// The token of the next page is not known any more.
    PageGone,
    /// 403.
    NotAllowed,
    /// The write finds no room.
    DiskFull,
}

impl Fault {
    pub const ALL: [Self; 11] = [
        Self::Lost,
        Self::ReplyLost,
        Self::Late,
        Self::SignInAgain,
        Self::Twice,
        Self::Busy,
        Self::ServerError,
        Self::CutOff,
        Self::PageGone,
        Self::NotAllowed,
        Self::DiskFull,
    ];
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Lost => "the request is lost",
            Self::ReplyLost => "the request arrives and its reply is lost",
            Self::Late => "the request arrives much later",
            Self::SignInAgain => "the token has expired (401)",
            Self::Twice => "the request arrives twice",
            Self::Busy => "the CRM is busy (429)",
            Self::ServerError => "the CRM fails (503)",
            Self::CutOff => "the request arrives and its reply is cut off",
            Self::PageGone => "the token of the next page has expired",
            Self::NotAllowed => "the CRM does not allow it (403)",
            Self::DiskFull => "the disk is full",
        })
    }
}
