//! C and C++ programs, in each width of characters that a compiler can be set to.

use std::process::Command;

use bits_test_support::fixture::Fixture;
use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX};
use bits_test_support::toolchain::{build, compiler, in_parallel, root, succeed};

#[test(needs = [GCC])]
fn a_program_sets_and_reads_properties_with_gcc() {
    run_in_each_width("gcc", "c11", "properties.c");
}

#[test(needs = [CLANG])]
fn a_program_sets_and_reads_properties_with_clang() {
    run_in_each_width("clang", "c2x", "properties.c");
}

#[test(needs = [GXX])]
fn a_program_registers_callbacks_with_gxx() {
    run_in_each_width("g++", "c++11", "notified.cpp");
}

#[test(needs = [CLANGXX])]
fn a_program_registers_callbacks_with_clangxx() {
    run_in_each_width("clang++", "c++17", "notified.cpp");
}

fn run_in_each_width(program: &str, standard: &str, source: &str) {
    let widths: [(&[&str], _); 3] = [
        (&[], "4"),
        (&["-fshort-wchar"], "2"),
        (&["-DBITS_UTF16"], "2"),
    ];
    in_parallel(&widths, |(arguments, bytes)| {
        let folder = tempfile::tempdir().unwrap();
        let mut compiler = compiler(program, standard);
        compiler.args(*arguments).arg("-pthread");
        let source = root().join("tests/c").join(source);
        let built = build(compiler, &[&source], &folder.path().join("program"));
        let mut run = Command::new(built);
        run.env("BITS_HOME", folder.path().join("queue"));
        if source
            .extension()
            .is_some_and(|extension| extension == "cpp")
        {
            run.arg(folder.path());
        }
        let expected = format!("{bytes} bytes to a character\n");
        assert_eq!(succeed(&mut run), expected, "{arguments:?}");
    });
}

#[test(needs = [GCC])]
fn a_c_program_downloads_ranges_of_a_file() {
    download_parts("gcc", "c11", "ranges.c", 1000);
}

#[test(needs = [GXX])]
fn a_cpp_program_downloads_ranges_on_demand() {
    download_parts("g++", "c++11", "on_demand.cpp", 100_000);
}

fn download_parts(program: &str, standard: &str, source: &str, size: usize) {
    for characters in ["-fno-short-wchar", "-fshort-wchar"] {
        let fixture = Fixture::start();
        let content: Vec<u8> = (0..size).map(|index| (index % 251) as u8).collect();
        let url = fixture.serve("file", &content);
        let mut compiler = compiler(program, standard);
        compiler.args([characters, "-pthread"]);
        let source = root().join("tests/c").join(source);
        let built = build(compiler, &[&source], &fixture.folder.path().join("program"));
        let mut run = Command::new(built);
        run.env(
            "BITS_HOME",
            fixture.folder.path().join("queue of the program"),
        );
        assert_eq!(succeed(run.arg(url).arg(fixture.here(""))), "ok\n");
        assert_eq!(fixture.left(), ["parts", "whole"]);
    }
}
