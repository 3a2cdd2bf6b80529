//! C and C++ programs.

use std::process::Command;

use crate::support::{build, compiler, in_parallel, need, root, succeed};
use crate::world::World;

/// The same from C and C++, in each kind of characters that a compiler can be told to use.
#[test]
fn c_and_cpp_programs_agree_with_each_other() {
    let programs = [
        ("gcc", "c11", "properties.c"),
        ("clang", "c2x", "properties.c"),
        ("g++", "c++11", "notified.cpp"),
        ("clang++", "c++17", "notified.cpp"),
    ];
    let characters: [(&[&str], _); 3] = [
        (&[], "4"),
        (&["-fshort-wchar"], "2"),
        (&["-DBITS_UTF16"], "2"),
    ];
    let builds: Vec<_> = programs
        .iter()
        .filter(|(program, ..)| need(program))
        .flat_map(|program| {
            characters
                .iter()
                .map(move |characters| (program, characters))
        })
        .collect();
    in_parallel(
        &builds,
        |((program, standard, source), (arguments, bytes))| {
            let folder = tempfile::tempdir().unwrap();
            let mut compiler = compiler(program, standard);
            compiler.args(*arguments).arg("-pthread");
            let built = build(
                compiler,
                &[&root().join("tests/c").join(source)],
                &folder.path().join("program"),
            );
            let mut run = Command::new(built);
            run.env("BITS_HOME", folder.path().join("queue"));
            if source.ends_with(".cpp") {
                run.arg(folder.path());
            }
            assert_eq!(
                succeed(&mut run),
                format!("{bytes} bytes to a character\n"),
                "{program} {source}"
            );
        },
    );
    println!("{} programs", builds.len());
}

/// Downloads of parts of a file, all at once and on demand, with each width of characters.
#[test]
fn programs_download_parts_of_files() {
    let programs = [
        ("gcc", "c11", "ranges.c"),
        ("g++", "c++11", "on_demand.cpp"),
    ];
    for (program, standard, source) in programs {
        if !need(program) {
            return;
        }
        for characters in ["-fno-short-wchar", "-fshort-wchar"] {
            let world = World::new();
            let size = if source == "ranges.c" { 1000 } else { 100_000 };
            let content: Vec<u8> = (0..size).map(|index| (index % 251) as u8).collect();
            let url = world.serve("file", &content);
            let mut compiler = compiler(program, standard);
            compiler.args([characters, "-pthread"]);
            let source = root().join("tests/c").join(source);
            let built = build(compiler, &[&source], &world.folder.path().join("program"));
            let mut run = Command::new(built);
            run.env(
                "BITS_HOME",
                world.folder.path().join("queue of the program"),
            );
            assert_eq!(succeed(run.arg(url).arg(world.here(""))), "ok\n");
            assert_eq!(world.left(), ["parts", "whole"]);
        }
    }
}
