//! Each header compiles alone and twice.

use std::fs;
use std::path::PathBuf;

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX};
use bits_test_support::toolchain::{C_STANDARDS, CPP_STANDARDS, compiler, in_parallel, succeed};

use crate::{HEADERS, all_headers, is_cpp_only};

#[test(needs = [GCC])]
fn each_header_compiles_alone_and_twice_with_gcc() {
    compile_each_header("gcc", C_STANDARDS, "c");
}

#[test(needs = [CLANG])]
fn each_header_compiles_alone_and_twice_with_clang() {
    compile_each_header("clang", C_STANDARDS, "c");
}

#[test(needs = [GXX])]
fn each_header_compiles_alone_and_twice_with_gxx() {
    compile_each_header("g++", CPP_STANDARDS, "cpp");
}

#[test(needs = [CLANGXX])]
fn each_header_compiles_alone_and_twice_with_clangxx() {
    compile_each_header("clang++", CPP_STANDARDS, "cpp");
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
    let one_view = match extension {
        "c" => "-DCOBJMACROS",
        _ => "-DCINTERFACE",
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
        if characters.is_some() || !view.is_empty() {
            // The annotations are the same, and include large headers.
            command.arg("-DBITS_NO_OLD_SAL");
        }
        command
            .arg("-fsyntax-only")
            .args(characters)
            .args(*view)
            .args(&sources);
        succeed(&mut command);
    });
    let (count, headers) = (jobs.len() * HEADERS.len(), HEADERS.len());
    println!("{program}: {count} compilations of {headers} headers");
}

#[test(needs = [GCC])]
fn all_headers_compile_with_gcc() {
    compile_all_headers("gcc", "c99", "c");
}

#[test(needs = [GXX])]
fn all_headers_compile_with_gxx() {
    compile_all_headers("g++", "c++11", "c++");
}

/// Compiles each header under `include/` alone and twice, with `<bits.h>` between.
fn compile_all_headers(program: &str, standard: &str, language: &str) {
    let dir = tempfile::tempdir().unwrap();
    let mut sources = vec![];
    for (name, _) in all_headers() {
        if language == "c" && is_cpp_only(&name) {
            continue;
        }
        let source = dir.path().join(name.replace('/', "_"));
        let text =
            format!("#include <{name}>\n#include <bits.h>\n#include <{name}>\nHRESULT used;\n");
        fs::write(&source, text).unwrap();
        sources.push(source);
    }
    let found_atl = sources.iter().any(|path| path.ends_with("atlbase.h"));
    assert_eq!(found_atl, language == "c++");
    let parts: Vec<&[PathBuf]> = sources.chunks(sources.len().div_ceil(8)).collect();
    in_parallel(&parts, |part| {
        let mut command = compiler(program, standard);
        command.args(["-DBITS_NO_OLD_SAL", "-fsyntax-only", "-x", language]);
        succeed(command.args(*part));
    });
    println!("{program}: {} headers", sources.len());
}

/// The names that differ only in case have the same text, so that a file system that ignores case
/// can hold the folders. Each of them includes the header of which it is another spelling.
#[test]
fn other_spellings_are_equal() {
    let headers = all_headers();
    let mut spellings = 0;
    for (name, text) in &headers {
        let lower = name.to_lowercase();
        if *name == lower {
            continue;
        }
        spellings += 1;
        assert!(
            headers.iter().any(|(other, _)| *other == lower),
            "{name} is another spelling of nothing"
        );
        let expected = format!(
            "/** Another spelling of {lower}. */\n#ifdef _WIN32\n#pragma GCC system_header\n\
             #include_next <{lower}>\n#else\n#include "
        );
        let include = text.strip_prefix(&expected).expect("a uniform text");
        let path = include.strip_suffix("\n#endif\n").unwrap();
        assert_eq!(path, format!("\"../{lower}\""), "{name}");
    }
    assert!(spellings > 80);
    println!("{spellings} other spellings");
}
