#![allow(clippy::unwrap_used)]
use super::*;

fn variable<'a>(command: &'a Command, name: &str) -> Option<Option<&'a std::ffi::OsStr>> {
    command.get_envs().find(|(variable, _)| *variable == name).map(|(_, value)| value)
}

#[test]
#[cfg(target_os = "linux")]
fn a_session_keeps_the_commands_surroundings_and_replaces_the_persons_folders() {
    let session = Session::open().unwrap();
    let mut inner = Command::new("tests");
    inner.arg("--all").env("KEPT", "yes").current_dir("/");
    let command = session.around(&inner);
    assert_eq!(command.get_args().last(), Some("--all".as_ref()));
    assert_eq!(variable(&command, "KEPT"), Some(Some("yes".as_ref())));
    assert_eq!(variable(&command, "WAYLAND_DISPLAY"), Some(None));
    let data = variable(&command, "XDG_DATA_HOME").unwrap().unwrap();
    assert!(Path::new(data).starts_with(&session.folder));

    let folder = session.folder.clone();
    drop(session);
    assert!(!folder.exists());
}
