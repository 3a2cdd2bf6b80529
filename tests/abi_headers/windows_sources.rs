//! The test programs are Windows sources: mingw-w64 compiles them.

use std::process::Command;

use bits_test_support::needs::{MINGW_GCC, MINGW_GXX};
use bits_test_support::toolchain::{compiler, is_portable_to_windows, sources, succeed};

#[test(needs = [MINGW_GCC])]
fn test_sources_compile_with_mingw_gcc() {
    compile_portable_sources("x86_64-w64-mingw32-gcc", "c99", "c");
}

#[test(needs = [MINGW_GXX])]
fn test_sources_compile_with_mingw_gxx() {
    compile_portable_sources("x86_64-w64-mingw32-g++", "c++11", "cpp");
}

/// Compiles the C or C++ sources in `tests/c` as Windows sources: against the `bits.h` of
/// mingw-w64, with and without this repository's folders on the include path.
fn compile_portable_sources(program: &str, standard: &str, extension: &str) {
    let mut sources = sources("tests/c", extension);
    sources.retain(|source| is_portable_to_windows(source));
    assert!(!sources.is_empty());
    let strict = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"];
    succeed(
        Command::new(program)
            .arg(format!("-std={standard}"))
            .args(strict)
            .args(&sources),
    );
    succeed(
        compiler(program, standard)
            .arg("-fsyntax-only")
            .args(&sources),
    );
    println!("{program}: {} sources", sources.len());
}
