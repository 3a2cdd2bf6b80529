//! The headers in `include/` are those that `build.rs` renders, they document each declaration, and
//! gcc, clang and mingw-w64 compile them.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod orders;
mod single;
mod standard_library;
mod win32_values;
mod windows_sources;

use std::fs;
use std::path::Path;

use bits_test_support::toolchain::root;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// The headers that `build.rs` renders, and programs include.
const HEADERS: [&str; 13] = [
    "bits", "bits1_5", "bits2_0", "bits2_5", "bits3_0", "bits4_0", "bits5_0", "bits10_1",
    "bits10_2", "bits10_3", "bitsmsg", "qmgr", "bitscfg",
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

/// Lists the names under which programs include the headers, with the text of each.
fn all_headers() -> Vec<(String, String)> {
    let mut headers = vec![];
    for (folder, prefix) in [
        ("", ""),
        ("libbits", "libbits/"),
        ("win", ""),
        ("win/cased", ""),
        ("win/wrl", "wrl/"),
    ] {
        for entry in fs::read_dir(root().join("include").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                headers.push((
                    format!("{prefix}{name}"),
                    fs::read_to_string(&path).unwrap(),
                ));
            }
        }
    }
    headers.sort();
    assert!(headers.len() > 100);
    headers
}

/// Returns whether a header is for C++ only: those of ATL and WRL.
fn is_cpp_only(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("atl") || name.starts_with("wrl")
}
