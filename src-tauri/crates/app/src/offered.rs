//! A profile that reached the application from outside its window.

use crate::error::AppError;
use signin::{LINK_SCHEME, PROFILE_EXTENSION, ProfileFile};
use std::path::{Path, PathBuf};

/// Where a profile is that a person opened with the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfferedProfile {
    /// A file that was double-clicked.
    File(PathBuf),
    /// A link in a message; the profile is in it.
    Link(String),
}

impl OfferedProfile {
    /// What an argument of the command line names; `None` where it is no profile. Any link of ours counts: one that is
    /// none is told so on the screen.
    pub fn named(argument: &str) -> Option<Self> {
        let scheme = argument.split_once(':').map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(LINK_SCHEME)) {
            return Some(Self::Link(argument.to_owned()));
        }
        let path = Path::new(argument);
        path.extension().is_some_and(|ending| ending == PROFILE_EXTENSION).then(|| Self::File(path.to_owned()))
    }

    /// A path of the command line, seen from the folder where that was given.
    #[must_use]
    pub fn seen_from(self, folder: &Path) -> Self {
        match self {
            Self::File(path) => Self::File(folder.join(path)),
            link @ Self::Link(_) => link,
        }
    }

    pub(crate) async fn read(&self) -> Result<ProfileFile, AppError> {
        match self {
            Self::File(path) => {
                let bytes = tokio::fs::read(path).await;
                let bytes = bytes.map_err(|source| AppError::CannotRead { path: path.clone(), source })?;
                Ok(ProfileFile::read(&bytes)?)
            }
            Self::Link(link) => Ok(ProfileFile::read_link(link)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_links_are_known_by_their_names() {
        let file = OfferedProfile::named("acme.changeover-profile");
        assert_eq!(file, Some(OfferedProfile::File("acme.changeover-profile".into())));
        assert_eq!(
            file.map(|file| file.seen_from(Path::new("downloads"))),
            Some(OfferedProfile::File("downloads/acme.changeover-profile".into()))
        );
        let link = OfferedProfile::Link("Changeover://profile/e30".into());
        assert_eq!(OfferedProfile::named("Changeover://profile/e30"), Some(link.clone()));
        assert_eq!(link.clone().seen_from(Path::new("downloads")), link);
        for other in ["deals.csv", "--data-dir", "https://example.com/changeover", "changeover-profile"] {
            assert_eq!(OfferedProfile::named(other), None, "{other}");
        }
    }
}
