//! Requirements of tests: tools and abilities that a machine may lack.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;

/// A requirement of a test. It is checked when a test that has it is about to run, and only once in
/// a process.
#[derive(Clone, Copy)]
pub struct Need {
    name: &'static str,
    check: Check,
}

#[derive(Clone, Copy)]
enum Check {
    /// The program is in a folder of `PATH`.
    Tool,
    Ability(fn() -> Result<(), String>),
}

impl Need {
    /// A program in `PATH`.
    pub const fn tool(name: &'static str) -> Need {
        let check = Check::Tool;
        Need { name, check }
    }

    /// An ability of the system. `check` returns why the system lacks it.
    pub const fn ability(name: &'static str, check: fn() -> Result<(), String>) -> Need {
        let check = Check::Ability(check);
        Need { name, check }
    }

    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns why the requirement is not met.
    pub fn check(&self) -> Result<(), String> {
        static RESULTS: Mutex<BTreeMap<&str, Result<(), String>>> = Mutex::new(BTreeMap::new());
        let mut results = RESULTS.lock().unwrap();
        let result = results
            .entry(self.name)
            .or_insert_with(|| match self.check {
                Check::Tool => find_tool(self.name),
                Check::Ability(check) => check(),
            });
        result.clone()
    }
}

fn find_tool(name: &str) -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    match std::env::split_paths(&path).any(|folder| folder.join(name).is_file()) {
        true => Ok(()),
        false => Err(format!("{name} is not in PATH")),
    }
}

pub const CLANG: Need = Need::tool("clang");
pub const CLANGXX: Need = Need::tool("clang++");
pub const GCC: Need = Need::tool("gcc");
pub const GXX: Need = Need::tool("g++");
pub const MINGW_GCC: Need = Need::tool("x86_64-w64-mingw32-gcc");
pub const MINGW_GXX: Need = Need::tool("x86_64-w64-mingw32-g++");
pub const NGINX: Need = Need::tool("nginx");
pub const STRACE: Need = Need::tool("strace");
pub const VALGRIND: Need = Need::tool("valgrind");

/// Clang with the C++ standard library of LLVM.
pub const LIBCXX: Need = Need::ability("libc++", || {
    let source = ["-x", "c++", "-include", "cstddef", "/dev/null"];
    try_command(&[&["clang++", "-stdlib=libc++", "-fsyntax-only"], &source[..]].concat())
});

/// A network namespace for one process; see [`crate::process::OWN_NETWORK`].
pub const NETWORK_NAMESPACE: Need = Need::ability("a network namespace", || {
    try_command(&["unshare", "-rn", "ip", "link", "set", "lo", "up"])
});

/// Runs a command and returns why it failed.
pub fn try_command(words: &[&str]) -> Result<(), String> {
    let command = words.join(" ");
    match Command::new(words[0]).args(&words[1..]).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let errors = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(format!(
                "{command}: {}",
                errors.lines().next().unwrap_or("failed")
            ))
        }
        Err(error) => Err(format!("{command}: {error}")),
    }
}
