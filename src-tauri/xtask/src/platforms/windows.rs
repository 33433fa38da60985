//! Windows by way of mingw, and Wine to run what it made.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, about};
use crate::platforms::toolchain;
use crate::program::step;
use crate::workshop::Workshop;

pub const TARGET: &str = "x86_64-pc-windows-gnu";

const COMPILER: &str = "x86_64-w64-mingw32-gcc";

/// Wine 8 has no `bcryptprimitives.dll`, which Rust's standard library asks for random numbers.
const RANDOM: &str = include_str!("windows/random.c");

/// Names the cross compiler for C code and for linking.
pub fn compiler(command: &mut Command) -> &mut Command {
    command.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", COMPILER).env("CC_x86_64_pc_windows_gnu", COMPILER)
}

/// A Windows of its own, in a folder.
pub struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Makes the folder, unless it is there, with the one library that it lacks.
    pub fn prepare(workshop: &Workshop) -> Result<Self, Failure> {
        let wine = Self { prefix: toolchain::folder(workshop).join("wine") };
        let library = wine.prefix.join("drive_c/windows/system32/bcryptprimitives.dll");
        if !library.is_file() {
            std::fs::create_dir_all(&wine.prefix).map_err(about(&wine.prefix))?;
            step("a Windows for the tests", wine.around(Command::new("wineboot").arg("--init")))?;
            wine.add_random_numbers(&library)?;
        }
        Ok(wine)
    }

    /// Lets cargo start what it built inside this Windows.
    pub fn runner<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        self.around(command.env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine"))
    }

    fn around<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEDEBUG", "-all")
            // No browser engine and no .NET are wanted, and Wine would ask to fetch them.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .env_remove("DISPLAY")
    }

    fn add_random_numbers(&self, library: &Path) -> Result<(), Failure> {
        let source = self.prefix.join("random.c");
        std::fs::write(&source, RANDOM).map_err(about(&source))?;
        let mut compile = Command::new(COMPILER);
        compile.args(["-shared", "-o"]).arg(library).arg(&source).arg("-ladvapi32");
        step("the library that Wine lacks", compile.stdin(Stdio::null()))
    }
}
