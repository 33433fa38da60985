//! A type-check for macOS without its tools: nothing is linked, so stand-ins for its C compiler are enough.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, about};
use crate::platforms::toolchain;
use crate::workshop::Workshop;

pub const TARGET: &str = "aarch64-apple-darwin";

/// Makes the files that it is asked for, empty.
const STAND_IN: &str = include_str!("macos/stand-in.sh");

/// Points a check at the stand-ins.
pub fn stand_ins(workshop: &Workshop, command: &mut Command) -> Result<(), Failure> {
    let folder = toolchain::folder(workshop).join("macos-stand-ins");
    std::fs::create_dir_all(&folder).map_err(about(&folder))?;
    let tool = executable(&folder.join("cc"), STAND_IN)?;
    for variable in ["CC", "CXX", "AR", "RANLIB"] {
        command.env(format!("{variable}_aarch64_apple_darwin"), &tool);
    }
    command.env("SDKROOT", &folder);
    Ok(())
}

fn executable(path: &Path, text: &str) -> Result<PathBuf, Failure> {
    std::fs::write(path, text).map_err(about(path))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).map_err(about(path))?;
    }
    Ok(path.to_owned())
}
