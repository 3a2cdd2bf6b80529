//! The calls, under sanitizers and valgrind.

use std::path::PathBuf;
use std::process::Command;

use bits_test_support::needs::{CLANG, GCC, VALGRIND};
use bits_test_support::toolchain::succeed;

use crate::{argument_program, in_folder};

#[test(needs = [GCC])]
fn every_slot_survives_invalid_arguments_under_the_sanitizers_of_gcc() {
    call_under_sanitizers("gcc", "-fno-short-wchar");
}

#[test(needs = [CLANG])]
fn every_slot_survives_invalid_arguments_under_the_sanitizers_of_clang() {
    call_under_sanitizers("clang", "-fshort-wchar");
}

fn call_under_sanitizers(program: &str, characters: &str) {
    let folder = tempfile::tempdir().unwrap();
    let sanitizers = [
        "-fsanitize=address,undefined",
        "-fno-sanitize-recover=all",
        characters,
    ];
    let output = succeed(
        argument_program(folder.path(), program, &sanitizers)
            .env("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0"),
    );
    report(&format!("{program} {characters}"), &output);
}

#[test(needs = [VALGRIND, GCC])]
fn every_slot_survives_invalid_arguments_under_valgrind() {
    let folder = tempfile::tempdir().unwrap();
    let program = PathBuf::from(argument_program(folder.path(), "gcc", &[]).get_program());
    let mut valgrind = Command::new("valgrind");
    valgrind.args([
        "--quiet",
        "--error-exitcode=9",
        "--leak-check=full",
        "--errors-for-leak-kinds=definite",
    ]);
    valgrind.arg(program);
    let output = succeed(&mut in_folder(valgrind, folder.path()));
    report("valgrind", &output);
}

fn report(label: &str, output: &str) {
    let last = output.lines().last().unwrap();
    assert!(last.starts_with("141 slots called"), "{output}");
    println!("{label}: {last}");
}
