//! The headers compile in any order, and inside `extern "C"`.

use std::fs;
use std::path::PathBuf;

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, LIBCXX};
use bits_test_support::toolchain::{compiler, in_parallel, succeed};

use crate::{all_headers, is_cpp_only};

#[test(needs = [GCC])]
fn headers_compile_in_any_order_with_gcc() {
    compile_pairs("gcc", "c99", "c");
}

#[test(needs = [GXX])]
fn headers_compile_in_any_order_with_gxx() {
    compile_pairs("g++", "c++17", "c++");
}

/// Compiles each pair of headers in both orders.
fn compile_pairs(program: &str, standard: &str, language: &str) {
    let dir = tempfile::tempdir().unwrap();
    let names = headers_with_declarations(language);
    let mut sources = vec![];
    for (number, first) in names.iter().enumerate() {
        for second in names.iter().filter(|second| *second != first) {
            let name = format!("{number}_{}", second.replace('/', "_"));
            let source = dir.path().join(name);
            let text = format!("#include <{first}>\n#include <{second}>\nextern int used;\n");
            fs::write(&source, text).unwrap();
            sources.push(source);
        }
    }
    let parts: Vec<&[PathBuf]> = sources.chunks(50).collect();
    in_parallel(&parts, |part| {
        let mut command = compiler(program, standard);
        command.args(["-DBITS_NO_OLD_SAL", "-fsyntax-only", "-x", language]);
        succeed(command.args(*part));
    });
    println!(
        "{program}: {} pairs of {} headers",
        sources.len(),
        names.len()
    );
}

#[test(needs = [GCC, CLANG])]
fn all_headers_compile_in_one_c_source() {
    for program in ["gcc", "clang"] {
        compile_together(program, &[], "c11", "c");
    }
}

#[test(needs = [GXX, CLANGXX])]
fn all_headers_compile_in_one_cpp_source() {
    for program in ["g++", "clang++"] {
        compile_together(program, &[], "c++20", "c++");
    }
}

#[test(needs = [LIBCXX])]
fn all_headers_compile_in_one_cpp_source_with_libcxx() {
    compile_together("clang++", &["-stdlib=libc++"], "c++20", "c++");
}

/// Compiles all headers, other spellings included, after each other in one source, in alphabetical
/// order and backwards.
fn compile_together(program: &str, arguments: &[&str], standard: &str, language: &str) {
    let dir = tempfile::tempdir().unwrap();
    let mut names: Vec<String> = all_headers().into_iter().map(|(name, _)| name).collect();
    names.retain(|name| language == "c++" || !is_cpp_only(name));
    for order in ["forward", "backward"] {
        let source = dir.path().join(order);
        let lines: String = names
            .iter()
            .map(|name| format!("#include <{name}>\n"))
            .collect();
        fs::write(&source, lines + "HRESULT used;\n").unwrap();
        let mut command = compiler(program, standard);
        command.args(arguments);
        succeed(command.args(["-fsyntax-only", "-x", language]).arg(source));
        names.reverse();
    }
}

#[test(needs = [GXX])]
fn headers_compile_inside_extern_c_with_gxx() {
    compile_inside_extern_c("g++", &[]);
}

#[test(needs = [CLANGXX])]
fn headers_compile_inside_extern_c_with_clangxx() {
    compile_inside_extern_c("clang++", &[]);
}

#[test(needs = [LIBCXX])]
fn headers_compile_inside_extern_c_with_libcxx() {
    compile_inside_extern_c("clang++", &["-stdlib=libc++"]);
}

/// Compiles each header inside `extern "C"`, in the oldest and the newest standard.
fn compile_inside_extern_c(program: &str, arguments: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    let names = headers_with_declarations("c++");
    let jobs: Vec<_> = names
        .iter()
        .flat_map(|name| ["c++11", "c++20"].map(|standard| (name, standard)))
        .collect();
    in_parallel(&jobs, |(name, standard)| {
        let source = dir
            .path()
            .join(format!("{}_{standard}", name.replace('/', "_")));
        let text = format!(
            "extern \"C\" {{\n#include <{name}>\n}}\n#include <vector>\n#include <bits.h>\n\
             std::vector<HRESULT> used;\n"
        );
        fs::write(&source, text).unwrap();
        let mut command = compiler(program, standard);
        command.args(arguments);
        succeed(command.args(["-fsyntax-only", "-x", "c++"]).arg(source));
    });
    println!("{program} {arguments:?}: {} compilations", jobs.len());
}

/// Lists the headers that declare something, and do not only include another header.
fn headers_with_declarations(language: &str) -> Vec<String> {
    let mut headers = all_headers();
    headers.retain(|(name, text)| {
        let declares = text
            .lines()
            .any(|line| line.starts_with("#define ") || line.contains(';'));
        declares && (language == "c++" || !is_cpp_only(name))
    });
    assert!(headers.len() > 25);
    headers.into_iter().map(|(name, _)| name).collect()
}
