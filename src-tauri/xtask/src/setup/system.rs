//! Which operating system this is, as far as its packages are concerned.

/// How packages are named and installed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    Debian,
    Fedora,
    Arch,
    OtherLinux,
    MacOs,
    Windows,
}

impl System {
    pub fn this() -> Self {
        if cfg!(windows) {
            return Self::Windows;
        }
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        Self::of_release(&std::fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// Reads `ID` and `ID_LIKE` of an `os-release` file.
    fn of_release(text: &str) -> Self {
        let values = text.lines().filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")));
        let families: Vec<&str> = values.flat_map(|value| value.trim_matches('"').split(' ')).collect();
        let known = [
            (Self::Debian, ["debian", "ubuntu"]),
            (Self::Fedora, ["fedora", "rhel"]),
            (Self::Arch, ["arch", "archlinux"]),
        ];
        let found = known.iter().find(|(_, names)| families.iter().any(|family| names.contains(family)));
        found.map_or(Self::OtherLinux, |(system, _)| *system)
    }
}

#[cfg(test)]
mod tests {
    use super::System;

    #[test]
    fn a_family_is_known_by_its_own_name_or_by_its_likeness() {
        assert_eq!(System::of_release("NAME=\"Debian\"\nID=debian\n"), System::Debian);
        assert_eq!(System::of_release("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), System::Debian);
        assert_eq!(System::of_release("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), System::Fedora);
        assert_eq!(System::of_release("ID=nixos\n"), System::OtherLinux);
    }
}
