//! Each slot of each vtable survives invalid arguments, under sanitizers and valgrind; and the
//! tables of methods in COMPATIBILITY.md agree with the results of these calls.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod calls;
mod method_table;
mod slots;

use std::path::Path;
use std::process::Command;

use bits_test_support::toolchain::{build, compiler, root};

use slots::slots;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// Compiles `arguments.c`. The command runs it in `folder`.
fn argument_program(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    std::fs::write(folder.join("slots.h"), slots()).unwrap();
    let mut compiler = compiler(program, "c11");
    compiler
        .arg("-g")
        .arg("-D_DEFAULT_SOURCE")
        .arg("-I")
        .arg(folder)
        .args(arguments);
    let path = build(
        compiler,
        &[&root().join("tests/c/arguments.c")],
        &folder.join("arguments"),
    );
    in_folder(Command::new(path), folder)
}

fn in_folder(mut command: Command, folder: &Path) -> Command {
    command.env("BITS_HOME", folder.join("queue")).arg(folder);
    command
}
