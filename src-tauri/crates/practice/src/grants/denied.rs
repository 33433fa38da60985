//! Why no token is given.

/// A request for a token that is refused. Each dialect has its own words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// No app has this client id.
    UnknownClient,
    /// The app has a secret, and this is not it.
    WrongSecret,
    /// The app is known, but not installed in this org.
    NotInstalled,
    /// The code was never given, was used already, or is another app's.
    UnknownCode,
    /// The code is too old.
    ExpiredCode,
    /// The redirect address is not the one that the code was sent to.
    OtherRedirect,
    /// The verifier does not fit the challenge, or is missing.
    WrongVerifier,
    /// The refresh token was never given, was revoked, or was rotated away.
    UnknownRefresh,
}
