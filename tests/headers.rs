//! The headers are what `build.rs` renders, and every C and C++ compiler that matters takes them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use support::{compiler, in_parallel, need, root, succeed};

const HEADERS: [&str; 13] = [
    "bits", "bits1_5", "bits2_0", "bits2_5", "bits3_0", "bits4_0", "bits5_0", "bits10_1",
    "bits10_2", "bits10_3", "bitsmsg", "qmgr", "bitscfg",
];

const C: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP: [&str; 4] = ["c++11", "c++14", "c++17", "c++20"];

/// The compiler, its standards, and the extension of the files it reads.
const COMPILERS: [(&str, [&str; 4], &str); 4] = [
    ("gcc", C, "c"),
    ("clang", C, "c"),
    ("g++", CPP, "cpp"),
    ("clang++", CPP, "cpp"),
];

#[test]
fn checked_in_headers_are_the_rendered_ones() {
    let rendered = Path::new(env!("OUT_DIR")).join("include");
    let update = std::env::var_os("BITS_UPDATE_HEADERS").is_some();
    let paths = HEADERS.iter().map(|stem| format!("{stem}.h"));
    let mut stale = vec![];
    for path in paths.chain([
        "libbits/base.h".to_owned(),
        "libbits/functions.h".to_owned(),
    ]) {
        let (from, to) = (rendered.join(&path), root().join("include").join(&path));
        let text = fs::read(&from).unwrap();
        if fs::read(&to).ok().as_ref() != Some(&text) {
            stale.push(path);
            if update {
                fs::write(&to, &text).unwrap();
            }
        }
    }
    assert!(
        update || stale.is_empty(),
        "{stale:?} differ from src/abi; run BITS_UPDATE_HEADERS=1 cargo test --test headers"
    );
}

/// Everything that a program can name has a comment right before it.
#[test]
fn everything_is_documented() {
    let mut missing = vec![];
    let mut documented = 0;
    for stem in HEADERS
        .iter()
        .copied()
        .chain(["libbits/base", "libbits/functions"])
    {
        let text = fs::read_to_string(root().join(format!("include/{stem}.h"))).unwrap();
        let mut before = "";
        for line in text.lines() {
            if is_declaration(line) {
                documented += 1;
                if !before.ends_with("*/") {
                    missing.push(format!("{stem}.h: {line}"));
                }
            }
            before = line;
        }
    }
    assert!(missing.is_empty(), "without a comment: {missing:#?}");
    assert!(documented > 500);
    println!("{documented} declarations documented");
}

/// A constant, an enum or union, a value, a class, a method, or a function.
fn is_declaration(line: &str) -> bool {
    let indented = line.strip_prefix("    ");
    let constant = line.strip_prefix("#define ").is_some_and(|rest| {
        let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
        !name.contains('(') && !value.is_empty()
    });
    let kind = ["typedef enum ", "typedef union ", "MIDL_INTERFACE("]
        .iter()
        .any(|start| line.starts_with(start));
    let value = indented.is_some_and(|rest| rest.ends_with(',') && rest.contains(" = "));
    let method = indented.is_some_and(|rest| rest.starts_with("virtual "));
    let function = !line.starts_with([' ', '/', '#', '}']) && line.contains(" bits_")
        || line.contains(" *bits_");
    constant || kind || value || method || function
}

#[test]
fn each_header_compiles_alone_and_twice() {
    if COMPILERS.iter().any(|(program, ..)| !need(program)) {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let sources = |extension: &str, text: &dyn Fn(&str) -> String| -> Vec<PathBuf> {
        let source = |header: &&str| {
            let path = dir.path().join(format!("{header}.{extension}"));
            fs::write(&path, text(header)).unwrap();
            path
        };
        HEADERS.iter().map(source).collect()
    };
    let twice = |header: &str| {
        format!(
            "#include <{header}.h>\n#include <{header}.h>\nint used(void);\nint used(void) {{ return 0; }}\n"
        )
    };
    let (c, cpp) = (sources("c", &twice), sources("cpp", &twice));

    let mut jobs = vec![];
    for (program, standards, extension) in COMPILERS {
        // What changes nothing in a language (CINTERFACE alone in C, COBJMACROS alone in C++) is
        // left out.
        let (sources, views) = match extension {
            "c" => (
                &c,
                [
                    vec![],
                    vec!["-DCOBJMACROS"],
                    vec!["-DCOBJMACROS", "-DCINTERFACE"],
                ],
            ),
            _ => (
                &cpp,
                [
                    vec![],
                    vec!["-DCINTERFACE"],
                    vec!["-DCOBJMACROS", "-DCINTERFACE"],
                ],
            ),
        };
        for standard in standards {
            for characters in [None, Some("-fshort-wchar"), Some("-DBITS_UTF16")] {
                jobs.extend(
                    views
                        .iter()
                        .map(|view| (program, standard, sources, characters, view.clone())),
                );
            }
        }
    }
    in_parallel(&jobs, |(program, standard, sources, characters, views)| {
        let mut command = compiler(program, standard);
        if program.ends_with("++") {
            command.args(["-Wnon-virtual-dtor", "-Woverloaded-virtual"]);
        }
        succeed(
            command
                .arg("-fsyntax-only")
                .args(characters)
                .args(views)
                .args(*sources),
        );
    });
    println!(
        "{} compilations of {} headers",
        jobs.len() * HEADERS.len(),
        HEADERS.len()
    );
}

/// Every other file under `include/`, too: alone, twice, and with `<bits.h>`. What ATL and WRL have
/// is for C++ only.
#[test]
fn windows_spellings_compile() {
    let dir = tempfile::tempdir().unwrap();
    let (mut c, mut cpp) = (vec![], vec![]);
    for (folder, prefix) in [
        ("libbits", "libbits/"),
        ("win", ""),
        ("win/cased", ""),
        ("win/wrl", "wrl/"),
    ] {
        for entry in fs::read_dir(root().join("include").join(folder)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                continue;
            }
            let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
            let source = dir.path().join(format!("{}.c", name.replace('/', "_")));
            let text =
                format!("#include <{name}>\n#include <bits.h>\n#include <{name}>\nHRESULT used;\n");
            fs::write(&source, text).unwrap();
            if !name.starts_with("atl") && !name.starts_with("wrl") {
                c.push(source.clone());
            }
            cpp.push(source);
        }
    }
    assert!(c.len() > 20 && cpp.len() > c.len());
    let jobs = [("gcc", "c99", "c", c), ("g++", "c++11", "c++", cpp)];
    in_parallel(&jobs, |(program, standard, language, sources)| {
        succeed(
            compiler(program, standard)
                .args(["-fsyntax-only", "-x", language])
                .args(sources),
        );
    });
}

/// The C and C++ sources in `tests/c` are good Windows sources: they compile with `mingw-w64`
/// against its own `bits.h`, with and without our folders on the include path.
#[test]
fn test_sources_compile_with_mingw() {
    for (program, standard, extension) in [
        ("x86_64-w64-mingw32-gcc", "c99", "c"),
        ("x86_64-w64-mingw32-g++", "c++11", "cpp"),
    ] {
        if !need(program) {
            return;
        }
        let sources = portable_sources(extension);
        assert!(!sources.is_empty());
        let strict = ["-Wall", "-Wextra", "-Werror", "-fsyntax-only"];
        succeed(
            std::process::Command::new(program)
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
}

/// Sources that use nothing but the BITS API and standard C or C++.
fn portable_sources(extension: &str) -> Vec<PathBuf> {
    let mut sources: Vec<PathBuf> = fs::read_dir(root().join("tests/c"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| {
            !fs::read_to_string(path)
                .unwrap()
                .contains("not for Windows")
        })
        .collect();
    sources.sort();
    sources
}
