//! A profile as a link, for a message to the team: what the file says behind the application's own scheme.

use super::{LONGEST, ProfileError, ProfileFile};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The scheme of links that open the application.
pub const LINK_SCHEME: &str = "changeover";
/// What stands before the profile.
const START: &str = "changeover://profile/";

impl ProfileFile {
    /// The link. Whoever opens it is asked before anything of it is used, as with the file.
    pub fn link(&self) -> String {
        format!("{START}{}", URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.envelope()).unwrap_or_default()))
    }

    /// Reads a link, as a browser or a mail program hands it over.
    ///
    /// # Errors
    /// `NotALink`, also where it was cut off; and why its profile may not be used.
    pub fn read_link(link: &str) -> Result<Self, ProfileError> {
        let packed = link.trim().strip_prefix(START).map(|rest| rest.trim_end_matches(['/', '='])).unwrap_or_default();
        // Four characters carry three bytes.
        if packed.is_empty() || packed.len() / 4 * 3 > LONGEST {
            return Err(ProfileError::NotALink);
        }
        let bytes = URL_SAFE_NO_PAD.decode(packed).map_err(|_| ProfileError::NotALink)?;
        Self::read(&bytes).map_err(|error| match error {
            ProfileError::NotAProfile => ProfileError::NotALink,
            other => other,
        })
    }
}
