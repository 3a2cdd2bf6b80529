//! The headers in `include/` are those that `build.rs` renders, they document each declaration, and
//! gcc, clang and mingw-w64 compile them.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod win32_values;

use std::fs;
use std::path::{Path, PathBuf};

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, MINGW_GCC, MINGW_GXX};
use bits_test_support::toolchain::{compiler, in_parallel, root, succeed};

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

const HEADERS: [&str; 13] = [
    "bits", "bits1_5", "bits2_0", "bits2_5", "bits3_0", "bits4_0", "bits5_0", "bits10_1",
    "bits10_2", "bits10_3", "bitsmsg", "qmgr", "bitscfg",
];

const C: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP: [&str; 4] = ["c++11", "c++14", "c++17", "c++20"];

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
        "{stale:?} differ from src/abi; run BITS_UPDATE_HEADERS=1 cargo test --test abi_headers"
    );
}

/// Each declaration has a comment directly before it.
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

#[test(needs = [GCC])]
fn each_header_compiles_alone_and_twice_with_gcc() {
    compile_each_header("gcc", C, "c");
}

#[test(needs = [CLANG])]
fn each_header_compiles_alone_and_twice_with_clang() {
    compile_each_header("clang", C, "c");
}

#[test(needs = [GXX])]
fn each_header_compiles_alone_and_twice_with_gxx() {
    compile_each_header("g++", CPP, "cpp");
}

#[test(needs = [CLANGXX])]
fn each_header_compiles_alone_and_twice_with_clangxx() {
    compile_each_header("clang++", CPP, "cpp");
}

/// Compiles each header in each standard, with each width of characters and each view of the
/// interfaces. CINTERFACE alone in C and COBJMACROS alone in C++ change nothing, so they are left
/// out.
fn compile_each_header(program: &str, standards: [&str; 4], extension: &str) {
    let dir = tempfile::tempdir().unwrap();
    let source = |header: &&str| {
        let path = dir.path().join(format!("{header}.{extension}"));
        let include = format!("#include <{header}.h>\n");
        let text = format!("{include}{include}int used(void);\nint used(void) {{ return 0; }}\n");
        fs::write(&path, text).unwrap();
        path
    };
    let sources: Vec<PathBuf> = HEADERS.iter().map(source).collect();
    let one_view = if extension == "c" {
        "-DCOBJMACROS"
    } else {
        "-DCINTERFACE"
    };
    let views = [vec![], vec![one_view], vec!["-DCOBJMACROS", "-DCINTERFACE"]];
    let mut jobs = vec![];
    for standard in standards {
        for characters in [None, Some("-fshort-wchar"), Some("-DBITS_UTF16")] {
            jobs.extend(views.iter().map(|view| (standard, characters, view)));
        }
    }
    in_parallel(&jobs, |(standard, characters, view)| {
        let mut command = compiler(program, standard);
        if extension == "cpp" {
            command.args(["-Wnon-virtual-dtor", "-Woverloaded-virtual"]);
        }
        command
            .arg("-fsyntax-only")
            .args(characters)
            .args(*view)
            .args(&sources);
        succeed(&mut command);
    });
    println!(
        "{program}: {} compilations of {} headers",
        jobs.len() * HEADERS.len(),
        HEADERS.len()
    );
}

#[test(needs = [GCC])]
fn windows_spellings_compile_with_gcc() {
    compile_windows_spellings("gcc", "c99", "c");
}

#[test(needs = [GXX])]
fn windows_spellings_compile_with_gxx() {
    compile_windows_spellings("g++", "c++11", "c++");
}

/// Compiles the other files under `include/`: each alone, twice, and with `<bits.h>`. The headers
/// of ATL and WRL are for C++ only.
fn compile_windows_spellings(program: &str, standard: &str, language: &str) {
    let dir = tempfile::tempdir().unwrap();
    let mut sources = vec![];
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
            if language == "c" && (name.starts_with("atl") || name.starts_with("wrl")) {
                continue;
            }
            let source = dir.path().join(format!("{}.c", name.replace('/', "_")));
            let text =
                format!("#include <{name}>\n#include <bits.h>\n#include <{name}>\nHRESULT used;\n");
            fs::write(&source, text).unwrap();
            sources.push(source);
        }
    }
    assert!(sources.len() > 20);
    let is_cpp_only = |path: &PathBuf| path.ends_with("atlbase.h.c");
    assert_eq!(sources.iter().any(is_cpp_only), language == "c++");
    succeed(
        compiler(program, standard)
            .args(["-fsyntax-only", "-x", language])
            .args(sources),
    );
}

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

/// The sources that use only the BITS API and standard C or C++.
fn portable_sources(extension: &str) -> Vec<PathBuf> {
    let mut sources: Vec<PathBuf> = fs::read_dir(root().join("tests/c"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .filter(|path| {
            !fs::read_to_string(path)
                .unwrap()
                .contains("Not portable to Windows")
        })
        .collect();
    sources.sort();
    sources
}
