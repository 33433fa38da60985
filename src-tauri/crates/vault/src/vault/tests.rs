#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

/// A keychain in memory that can be made to fail or to hang.
#[derive(Default)]
struct FakeKeychain {
    entries: Mutex<HashMap<Place, String>>,
    fault: Mutex<Option<VaultError>>,
    hangs: bool,
}

impl FakeKeychain {
    fn check(&self) -> Result<(), VaultError> {
        if self.hangs {
            std::thread::sleep(Duration::from_millis(400));
        }
        self.fault.lock().unwrap().map_or(Ok(()), Err)
    }
}

impl Keychain for FakeKeychain {
    fn read(&self, place: &Place) -> Result<Option<String>, VaultError> {
        self.check()?;
        Ok(self.entries.lock().unwrap().get(place).cloned())
    }

    fn write(&self, place: &Place, secret: &str) -> Result<(), VaultError> {
        self.check()?;
        self.entries.lock().unwrap().insert(place.clone(), secret.to_owned());
        Ok(())
    }

    fn remove(&self, place: &Place) -> Result<(), VaultError> {
        self.check()?;
        self.entries.lock().unwrap().remove(place);
        Ok(())
    }
}

fn over(keychain: &Arc<FakeKeychain>) -> Vault {
    Vault::over(keychain.clone(), Duration::from_secs(5))
}

#[tokio::test]
async fn a_secret_outlives_the_session_in_the_keychain_of_its_workspace() {
    let keychain = Arc::new(FakeKeychain::default());
    assert_eq!(over(&keychain).set("acme", "token", Secret::new("s3")).await, (Kept::InKeychain, None));
    let again = over(&keychain);
    assert_eq!(again.get("acme", "token").await.unwrap(), Some((Secret::new("s3"), Kept::InKeychain)));
    assert_eq!(again.get("other", "token").await.unwrap(), None);
    again.delete("acme", "token").await.unwrap();
    assert_eq!(again.get("acme", "token").await.unwrap(), None);
}

#[tokio::test]
async fn without_a_keychain_a_secret_is_kept_for_the_session_and_this_is_said() {
    let keychain =
        Arc::new(FakeKeychain { fault: Mutex::new(Some(VaultError::NoKeychain)), ..FakeKeychain::default() });
    let vault = over(&keychain);
    assert_eq!(vault.set("acme", "token", Secret::new("s3")).await, (Kept::InSession, Some(VaultError::NoKeychain)));
    assert_eq!(vault.get("acme", "token").await.unwrap(), Some((Secret::new("s3"), Kept::InSession)));
    assert_eq!(over(&keychain).get("acme", "token").await, Err(VaultError::NoKeychain));
    assert!(keychain.entries.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_keychain_that_comes_back_takes_over_from_the_session() {
    let keychain = Arc::new(FakeKeychain { fault: Mutex::new(Some(VaultError::Locked)), ..FakeKeychain::default() });
    let vault = over(&keychain);
    vault.set("acme", "token", Secret::new("old")).await;
    *keychain.fault.lock().unwrap() = None;
    vault.set("acme", "token", Secret::new("new")).await;
    assert_eq!(vault.get("acme", "token").await.unwrap(), Some((Secret::new("new"), Kept::InKeychain)));
}

#[tokio::test]
async fn a_prompt_that_nobody_answers_does_not_hold_the_program_up() {
    let keychain = Arc::new(FakeKeychain { hangs: true, ..FakeKeychain::default() });
    let vault = Vault::over(keychain, Duration::from_millis(20));
    assert_eq!(vault.get("acme", "token").await, Err(VaultError::Silent));
}

#[test]
fn no_text_of_the_vault_shows_a_secret() {
    let secret = Secret::new("s3cret");
    let vault = Vault::over(Arc::new(FakeKeychain::default()), PATIENCE);
    vault.session().insert(place("a", "b"), secret.clone());
    assert!(!format!("{vault:?} {secret:?}").contains("s3cret"));
}

#[test]
fn every_error_has_a_remedy_that_a_person_can_follow() {
    for error in [
        VaultError::NoKeychain,
        VaultError::Locked,
        VaultError::Silent,
        VaultError::TooLong { limit: 2560 },
        VaultError::Unreadable,
    ] {
        assert!(error.remedy().contains("sign in"), "{error}");
    }
}

/// Runs where a Secret Service is there (the window tests start one), and says so where it is not.
#[tokio::test]
async fn the_keychain_of_this_computer_keeps_and_forgets() {
    let vault = Vault::of_this_computer();
    let workspace = format!("test {}", std::process::id());
    match vault.set(&workspace, "token", Secret::new("s3")).await {
        (Kept::InKeychain, _) => {
            assert_eq!(vault.get(&workspace, "token").await.unwrap(), Some((Secret::new("s3"), Kept::InKeychain)));
            vault.delete(&workspace, "token").await.unwrap();
            assert_eq!(vault.get(&workspace, "token").await.unwrap(), None);
        }
        (Kept::InSession, why) => {
            assert!(matches!(why, Some(VaultError::NoKeychain | VaultError::Locked | VaultError::Silent)), "{why:?}");
            assert_eq!(vault.get(&workspace, "token").await.unwrap(), Some((Secret::new("s3"), Kept::InSession)));
        }
    }
}
