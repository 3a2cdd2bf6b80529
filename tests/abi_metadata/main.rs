//! The ABI equals Microsoft's: each enum, struct, constant, result code, interface and id of
//! `tests/data/abi.json` (taken from Microsoft's metadata and SDK headers, measured with three
//! compilers) has the same value in Rust, in C and in C++.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod c_side;
mod rust_side;

use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, Need};
use bits_test_support::toolchain::{build, compiler, library_dir, root, succeed};
use c_side::{Language, current_results, list, name};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

/// An item as `key -> value`, for example `variant BG_JOB_TYPE.BG_JOB_TYPE_UPLOAD -> 1 at 1`.
type Items = BTreeMap<String, String>;

#[test]
fn rust_declarations() {
    compare("Rust", &rust_side::items());
}

#[test(needs = [GCC])]
fn c_headers() {
    compare(
        "C",
        &run("gcc", "c99", Language::C, &["-DCOBJMACROS"], true),
    );
}

#[test(needs = [CLANG])]
fn c_headers_with_ids_of_their_own() {
    compare(
        "C with INITGUID",
        &run(
            "clang",
            "c11",
            Language::C,
            &["-DCOBJMACROS", "-DINITGUID"],
            false,
        ),
    );
}

#[test(needs = [GCC])]
fn c_headers_with_utf16() {
    compare(
        "C with -fshort-wchar",
        &run(
            "gcc",
            "c17",
            Language::C,
            &["-DCOBJMACROS", "-fshort-wchar"],
            true,
        ),
    );
}

#[test(needs = [GXX])]
fn cpp_headers() {
    compare("C++", &run("g++", "c++11", Language::Cpp, &[], true));
}

#[test(needs = [CLANGXX])]
fn cpp_headers_with_ids_of_their_own() {
    compare(
        "C++ with INITGUID",
        &run("clang++", "c++20", Language::Cpp, &["-DINITGUID"], false),
    );
}

/// Compiles and runs the program that prints the items.
fn run(program: &str, standard: &str, language: Language, flags: &[&str], linked: bool) -> Items {
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join(if language == Language::C {
        "items.c"
    } else {
        "items.cpp"
    });
    fs::write(&source, c_side::program(&oracle(), language)).unwrap();
    let mut compiler = compiler(program, standard);
    compiler.args(flags);
    let program = dir.path().join("items");
    if linked {
        build(compiler, &[&source], &program);
    } else {
        succeed(compiler.arg(&source).arg("-o").arg(&program));
    }
    let printed = succeed(&mut Command::new(program));
    printed
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

/// Checks that `found` has each item of the oracle with its value, and no other item.
fn compare(side: &str, found: &Items) {
    let expected = expected(&oracle());
    for (key, value) in &expected {
        assert_eq!(found.get(key), Some(value), "{side}: {key}");
    }
    let surplus: Vec<_> = found
        .keys()
        .filter(|key| !expected.contains_key(*key))
        .collect();
    assert!(surplus.is_empty(), "{side}: not in the oracle: {surplus:?}");

    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for key in expected.keys() {
        *counts.entry(key.split(' ').next().unwrap()).or_default() += 1;
    }
    let known = [
        ("enum", 12),
        ("variant", 71),
        ("struct", 12),
        ("constant", 70),
        ("result", 148),
        ("interface", 37),
        ("slot", 542),
    ];
    for (kind, count) in known {
        assert_eq!(counts[kind], count, "the oracle's {kind} count");
    }
    println!("{side}: {} items compared: {counts:?}", expected.len());
}

fn oracle() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join("tests/data/abi.json")).unwrap()).unwrap()
}

fn expected(oracle: &Value) -> Items {
    let mut items = Items::new();
    for item in list(&oracle["enums"]) {
        items.insert(
            format!("enum {}", name(item)),
            format!("{} bytes", item["sizeof"]),
        );
        for (index, variant) in list(&item["variants"]).iter().enumerate() {
            items.insert(
                format!("variant {}.{}", name(item), name(variant)),
                format!("{} at {index}", variant["value"]),
            );
        }
    }
    let mut sizes = BTreeMap::new();
    for item in list(&oracle["structs"]) {
        let layout = &item["layout"]["x86_64"];
        sizes.insert(name(item), &layout["sizeof"]);
        items.insert(
            format!("struct {}", name(item)),
            format!(
                "{} bytes, aligned to {}",
                layout["sizeof"], layout["alignof"]
            ),
        );
        for (field, offset) in layout["offsets"].as_object().unwrap() {
            let size = &layout["field_sizes"][field];
            items.insert(
                format!("field {}.{field}", name(item)),
                format!("{size} bytes at {offset}"),
            );
        }
    }
    for item in list(&oracle["typedefs"]) {
        let to = item["type"].as_str().unwrap().trim_end_matches(" *");
        items.insert(
            format!("typedef {}", name(item)),
            format!("to {} bytes", sizes[to]),
        );
    }
    for item in list(&oracle["constants"]) {
        items.insert(
            format!("constant {}", name(item)),
            item["value"].to_string(),
        );
    }
    for item in current_results(oracle) {
        items.insert(
            format!("result {}", name(item)),
            format!("{} in 4 bytes", item["value_i32"]),
        );
    }
    for item in list(&oracle["interfaces"]) {
        items.insert(
            format!("interface IID_{}", name(item)),
            item["iid"].as_str().unwrap().to_lowercase(),
        );
        for method in list(&item["methods"]) {
            items.insert(
                format!("slot {}.{}", name(item), name(method)),
                method["slot"].to_string(),
            );
        }
    }
    for (kind, items_of, id) in [("class", "clsids", "clsid"), ("library", "libids", "guid")] {
        for item in list(&oracle[items_of]) {
            let symbol = item["symbol"].as_str().unwrap();
            items.insert(
                format!("{kind} {symbol}"),
                item[id].as_str().unwrap().to_lowercase(),
            );
        }
    }
    items
}

/// Each header has Microsoft's guard, includes the others in Microsoft's order, and declares what
/// Microsoft's declares.
#[test]
fn headers_are_laid_out_like_microsofts() {
    let oracle = oracle();
    let names: Vec<&str> = list(&oracle["headers"]).iter().map(name).collect();
    assert_eq!(names.len(), 13);
    for header in list(&oracle["headers"]) {
        let text = fs::read_to_string(root().join("include").join(name(header))).unwrap();
        let guard = header["include_guard"].as_str().unwrap();
        assert!(
            text.contains(&format!("#ifndef {guard}\n#define {guard}\n")),
            "{}: {guard}",
            name(header)
        );

        let strings = |key: &str| -> Vec<&str> {
            list(&header[key])
                .iter()
                .map(|item| item.as_str().unwrap())
                .collect()
        };
        let mut includes = strings("includes_in_order");
        includes.retain(|include| names.contains(include));
        let included = text
            .lines()
            .filter_map(|line| line.strip_prefix("#include \"")?.strip_suffix('"'));
        assert_eq!(
            included
                .filter(|path| names.contains(path))
                .collect::<Vec<_>>(),
            includes,
            "{}",
            name(header)
        );

        let defined = text
            .lines()
            .filter_map(|line| line.strip_prefix("DEFINE_GUID(")?.split(',').next());
        let (defined, ids): (BTreeSet<&str>, BTreeSet<&str>) = (
            defined.collect(),
            strings("extern_guids").into_iter().collect(),
        );
        assert_eq!(defined, ids, "{}", name(header));
        for declared in strings("forward_declared") {
            let found = ["struct", "class"]
                .iter()
                .any(|kind| text.contains(&format!("{kind} {declared}")));
            assert!(found, "{}: {declared}", name(header));
        }
    }
}

fn dashed(guid: u128) -> String {
    let hex = format!("{guid:032x}");
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

/// The shared library exports what the headers declare, and nothing else.
#[cfg(all(feature = "transfer", target_os = "linux"))]
#[test(needs = [Need::tool("nm")])]
fn exported_symbols_are_the_declared_ones() {
    let library = library_dir().join("libbits.so");
    let listed = succeed(
        Command::new("nm")
            .args(["-D", "--defined-only", "--format=posix"])
            .arg(&library),
    );
    let exported: BTreeSet<&str> = listed
        .lines()
        .map(|line| line.split(' ').next().unwrap())
        .collect();
    let declared = declared_symbols();
    let declared: BTreeSet<&str> = declared.iter().map(String::as_str).collect();
    let missing: Vec<_> = declared.difference(&exported).collect();
    let leaked: Vec<_> = exported.difference(&declared).collect();
    assert!(
        missing.is_empty() && leaked.is_empty(),
        "missing: {missing:?}, leaked: {leaked:?}"
    );
    println!("{} symbols exported, all of them declared", exported.len());
}

/// The functions of `libbits/functions.h`, the oracle's ids and those of COM itself.
#[cfg(all(feature = "transfer", target_os = "linux"))]
fn declared_symbols() -> BTreeSet<String> {
    let functions = fs::read_to_string(root().join("include/libbits/functions.h")).unwrap();
    let function = |line: &str| {
        let (head, _) = line.split_once('(')?;
        let name = head.rsplit([' ', '*']).next()?;
        (!line.starts_with([' ', '/']) && name.starts_with("bits_")).then(|| name.to_owned())
    };
    let oracle = oracle();
    let ids = ["clsids", "libids"].into_iter().flat_map(|kind| {
        list(&oracle[kind])
            .iter()
            .map(|id| id["symbol"].as_str().unwrap().to_owned())
    });
    let interfaces = list(&oracle["interfaces"])
        .iter()
        .map(|interface| format!("IID_{}", name(interface)));
    let com = [
        "GUID_NULL",
        "IID_IUnknown",
        "IID_IClassFactory",
        "IID_IDispatch",
    ]
    .map(str::to_owned);
    functions
        .lines()
        .filter_map(function)
        .chain(ids)
        .chain(interfaces)
        .chain(com)
        .collect()
}

/// The soname is `libbits.so.0` as long as the ABI may change. The library is never unloaded,
/// because its threads still run after a `dlclose`.
#[test]
#[cfg(target_os = "linux")]
fn shared_library_has_its_soname() {
    let dynamic = succeed(
        Command::new("readelf")
            .arg("-dW")
            .arg(library_dir().join("libbits.so")),
    );
    assert!(dynamic.contains("soname: [libbits.so.0]"), "{dynamic}");
    assert!(dynamic.contains("NODELETE"), "{dynamic}");
}

#[test(needs = [GCC])]
fn c_programs_run_under_sanitizers() {
    run_under_sanitizers("gcc", "c11", &["use_enum.c", "codes.c", "callback.c"]);
}

#[test(needs = [GXX])]
fn cpp_programs_run_under_sanitizers() {
    run_under_sanitizers("g++", "c++11", &["callback.cpp"]);
}

#[cfg(feature = "transfer")]
#[test(needs = [GCC])]
fn c_programs_run_with_the_engine_under_sanitizers() {
    run_under_sanitizers("gcc", "c11", &["com_functions.c"]);
}

#[cfg(feature = "transfer")]
#[test(needs = [GXX])]
fn cpp_programs_run_with_the_engine_under_sanitizers() {
    let sources = [
        "activation.cpp",
        "idioms/com_ptr.cpp",
        "idioms/com_qi_ptr.cpp",
        "idioms/wrl_com_ptr.cpp",
        "idioms/iid_ppv_args.cpp",
        "idioms/uuidof.cpp",
    ];
    run_under_sanitizers("g++", "c++11", &sources);
}

fn run_under_sanitizers(program: &str, standard: &str, sources: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    for source in sources {
        for flags in [
            vec![],
            vec!["-fshort-wchar"],
            vec!["-DBITS_UTF16"],
            vec!["-DCONST_VTABLE"],
        ] {
            let mut compiler = compiler(program, standard);
            compiler.args([
                "-g",
                "-fsanitize=address,undefined",
                "-fno-sanitize-recover=all",
                "-fno-sanitize=vptr",
            ]);
            compiler.args(flags);
            let program = build(
                compiler,
                &[&root().join("tests/c").join(source)],
                &dir.path().join("program"),
            );
            let home = tempfile::tempdir_in(dir.path()).unwrap();
            succeed(Command::new(program).env("BITS_HOME", home.path()));
        }
    }
}
