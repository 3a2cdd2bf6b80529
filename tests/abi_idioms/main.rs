//! Programs in the style of Windows sources compile without a warning and run: each file in
//! `tests/c/idioms` uses one idiom of BITS programs.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, LIBCXX, MINGW_GCC, MINGW_GXX};
use bits_test_support::toolchain::{
    C_STANDARDS, CPP_STANDARDS, add_sanitizers, build, compiler, in_parallel,
    is_portable_to_windows, sources, succeed,
};

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// Widths of `WCHAR`. Literals `L"..."` do not have the last one, and C99 has no literals `u"..."`.
const WIDTHS: [&str; 3] = ["-fno-short-wchar", "-fshort-wchar", UTF16];
const UTF16: &str = "-DBITS_UTF16";

#[test(needs = [GCC])]
fn c_idioms_compile_with_gcc() {
    compile("gcc", &[], &C_STANDARDS, "c");
}

#[test(needs = [CLANG])]
fn c_idioms_compile_with_clang() {
    compile("clang", &[], &C_STANDARDS, "c");
}

#[test(needs = [GXX])]
fn cpp_idioms_compile_with_gxx() {
    compile("g++", &[], &CPP_STANDARDS, "cpp");
}

#[test(needs = [CLANGXX])]
fn cpp_idioms_compile_with_clangxx() {
    compile("clang++", &[], &CPP_STANDARDS, "cpp");
}

#[test(needs = [LIBCXX])]
fn cpp_idioms_compile_with_libcxx() {
    compile("clang++", &["-stdlib=libc++"], &["c++11", "c++20"], "cpp");
}

/// Compiles each idiom in each standard and in each width of characters.
fn compile(program: &str, arguments: &[&str], standards: &[&str], extension: &str) {
    let sources = idioms(extension);
    let mut jobs = vec![];
    for standard in standards {
        for width in WIDTHS {
            let fitting = sources
                .iter()
                .filter(|source| fits(source, width) && (*standard, width) != ("c99", UTF16));
            jobs.extend(fitting.map(|source| (standard, width, source)));
        }
    }
    in_parallel(&jobs, |(standard, width, source)| {
        let mut command = compiler(program, standard);
        command.args(arguments).arg(width).arg("-fsyntax-only");
        succeed(command.arg(source));
    });
    let (count, files) = (jobs.len(), sources.len());
    println!("{program} {arguments:?}: {count} compilations of {files} idioms");
}

#[test(needs = [MINGW_GCC])]
fn c_idioms_compile_with_mingw_gcc() {
    compile_for_windows("x86_64-w64-mingw32-gcc", &C_STANDARDS, "c");
}

#[test(needs = [MINGW_GXX])]
fn cpp_idioms_compile_with_mingw_gxx() {
    compile_for_windows("x86_64-w64-mingw32-g++", &CPP_STANDARDS, "cpp");
}

/// Compiles the idioms that mingw-w64 knows against its own headers.
fn compile_for_windows(program: &str, standards: &[&str], extension: &str) {
    let mut sources = idioms(extension);
    let all = sources.len();
    sources.retain(|source| is_portable_to_windows(source));
    in_parallel(standards, |standard| {
        let mut command = Command::new(program);
        command.arg(format!("-std={standard}"));
        command.args(["-Wall", "-Wextra", "-Werror", "-fsyntax-only"]);
        succeed(command.args(&sources));
    });
    let (count, files) = (sources.len() * standards.len(), sources.len());
    println!("{program}: {count} compilations of {files} of {all} idioms");
}

#[cfg(feature = "transfer")]
#[test(needs = [GCC])]
fn c_idioms_run() {
    run("gcc", "c11", "c");
}

#[cfg(feature = "transfer")]
#[test(needs = [GXX])]
fn cpp_idioms_run() {
    run("g++", "c++17", "cpp");
}

/// Runs each idiom under AddressSanitizer and UndefinedBehaviorSanitizer, in each width. A program
/// exits with the number of its failures.
fn run(program: &str, standard: &str, extension: &str) {
    let sources = idioms(extension);
    let mut jobs = vec![];
    for width in WIDTHS {
        let fitting = sources.iter().filter(|source| fits(source, width));
        jobs.extend(fitting.map(|source| (width, source)));
    }
    in_parallel(&jobs, |(width, source)| {
        let folder = tempfile::tempdir().unwrap();
        let mut compiler = compiler(program, standard);
        add_sanitizers(&mut compiler);
        compiler.args([width, "-g"]);
        let built = build(compiler, &[source], &folder.path().join("program"));
        succeed(Command::new(built).env("BITS_HOME", folder.path().join("queue")));
    });
    println!("{program}: {} programs run", jobs.len());
}

/// Returns the files with an extension in `tests/c/idioms`.
fn idioms(extension: &str) -> Vec<PathBuf> {
    let sources = sources("tests/c/idioms", extension);
    assert!(sources.len() > 8, "{sources:?}");
    sources
}

fn fits(source: &Path, width: &str) -> bool {
    width != UTF16 || !fs::read_to_string(source).unwrap().contains("L\"")
}
