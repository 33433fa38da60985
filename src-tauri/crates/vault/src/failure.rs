//! Why a keychain does not serve.

/// What went wrong, without any secret in it. Source of the causes: the platform's keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("this computer has no keychain that Changeover can use")]
    NoKeychain,
    #[error("the keychain is locked")]
    Locked,
    #[error("the keychain did not answer in time")]
    Silent,
    #[error("the secret is longer than the keychain allows: {limit} bytes")]
    TooLong { limit: u32 },
    #[error("the keychain holds something unreadable under this name")]
    Unreadable,
}

impl VaultError {
    /// What a person can do.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoKeychain => {
                "sign in for this session, or start a keychain (GNOME Keyring, KWallet) and sign in again"
            }
            Self::Locked | Self::Silent => "unlock the keychain and try again, or sign in for this session",
            Self::TooLong { .. } => "sign in for this session; the key is too long to keep",
            Self::Unreadable => "sign in again; the entry is then replaced",
        }
    }
}

impl From<keyring::Error> for VaultError {
    fn from(error: keyring::Error) -> Self {
        match error {
            keyring::Error::NoStorageAccess(_) => Self::Locked,
            keyring::Error::TooLong(_, limit) => Self::TooLong { limit },
            keyring::Error::BadEncoding(_) | keyring::Error::Ambiguous(_) | keyring::Error::Invalid(..) => {
                Self::Unreadable
            }
            _ => Self::NoKeychain,
        }
    }
}
