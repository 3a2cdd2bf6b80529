//! Every slot of every vtable of ours, called with everything wrong, under sanitizers and valgrind;
//! and the tables of COMPATIBILITY.md, which must agree with the results of these calls.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::{build, compiler, need, root, succeed};

/// The last interface of each vtable, and what `abuse.c` calls the object behind it.
const VTABLES: [(&str, &str); 8] = [
    ("IBackgroundCopyManager", "MANAGER"),
    ("IBitsPeerCacheAdministration", "PEER_CACHE"),
    ("IBackgroundCopyJob5", "JOB"),
    ("IBackgroundCopyJobHttpOptions3", "HTTP_OPTIONS"),
    ("IBackgroundCopyFile6", "FILE_"),
    ("IBackgroundCopyError", "ERROR_"),
    ("IEnumBackgroundCopyJobs", "JOBS"),
    ("IEnumBackgroundCopyFiles", "FILES"),
];

/// COM's own, which Microsoft's BITS metadata does not list.
const CLASS_FACTORY: &str = r#"
{FACTORY, 0, "IUnknown.QueryInterface", 2, {{GUID_IN, 0, STRICT}, {OUT_OBJECT, sizeof(void *), STRICT}}, 0},
{FACTORY, 1, "IUnknown.AddRef", 0, {{NUMBER, 0, STRICT}}, 0},
{FACTORY, 2, "IUnknown.Release", 0, {{NUMBER, 0, STRICT}}, 0},
{FACTORY, 3, "IClassFactory.CreateInstance", 3, {{CALLBACK, 0, STRICT}, {GUID_IN, 0, STRICT}, {OUT_OBJECT, sizeof(void *), STRICT}}, 0},
{FACTORY, 4, "IClassFactory.LockServer", 1, {{NUMBER, 0, STRICT}}, 0},
"#;

/// Answers `S_FALSE` to whatever it is asked to delete.
const FORGIVING: &str = "IBitsPeerCacheAdministration";

fn interfaces() -> Vec<Value> {
    let oracle: Value = serde_json::from_str(include_str!("abi/abi.json")).unwrap();
    oracle["interfaces"].as_array().unwrap().clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The table of slots for `abuse.c`, from Microsoft's metadata.
fn slots() -> String {
    let interfaces = interfaces();
    let mut table = String::from("static const Slot SLOTS[] = {");
    table.push_str(CLASS_FACTORY);
    for (last, subject) in VTABLES {
        let interface = interfaces
            .iter()
            .find(|interface| interface["name"] == last)
            .unwrap();
        for method in interface["methods"].as_array().unwrap() {
            let parameters: Vec<_> = method["params"]
                .as_array()
                .unwrap()
                .iter()
                .map(parameter)
                .collect();
            let (count, parameters) = match parameters.len() {
                0 => (0, "{NUMBER, 0, STRICT}".to_owned()),
                count => (count, parameters.join(", ")),
            };
            let (owner, name) = (text(&method["declared_in"]), text(&method["name"]));
            writeln!(
                table,
                "{{{subject}, {}, \"{owner}.{name}\", {count}, {{{parameters}}}, {}}},",
                method["slot"],
                i32::from(owner == FORGIVING)
            )
            .unwrap();
        }
    }
    table + "};\n"
}

/// A parameter as `abuse.c` knows it.
fn parameter(parameter: &Value) -> String {
    let (kind, name) = (text(&parameter["type"]), text(&parameter["name"]));
    let attributes: Vec<&str> = parameter["idl_attributes"]
        .as_array()
        .unwrap()
        .iter()
        .map(text)
        .collect();
    let is_out = attributes.contains(&"out");
    let allowed = match name {
        // What is too long to be found anywhere changes nothing.
        "OldPrefix" | "NewPrefix" => "LONG_ALLOWED",
        "pLength" | "RangeCount" => "STRICT",
        _ if attributes.contains(&"unique") => "NULL_ALLOWED",
        _ => "STRICT",
    };
    let (c_kind, size) = match kind {
        "REFIID" | "REFGUID" => ("GUID_IN", "0".into()),
        "IUnknown *" => ("CALLBACK", "0".into()),
        "BG_FILE_INFO *" => ("FILES_IN", "0".into()),
        "BG_FILE_RANGE *" | "const BG_FILE_RANGE *" => ("RANGES_IN", "0".into()),
        "BG_AUTH_CREDENTIALS *" => ("CREDENTIALS", "0".into()),
        "BITS_JOB_PROPERTY_VALUE" | "BITS_FILE_PROPERTY_VALUE" => ("VALUE", "0".into()),
        "LPCWSTR" | "const WCHAR *" if matches!(name, "LocalName" | "ReplyFileName") => {
            ("PATH", "0".into())
        }
        "LPCWSTR" | "const WCHAR *" => ("URL", "0".into()),
        "LPWSTR *" | "byte **" | "BG_FILE_RANGE **" => ("OUT_MEMORY", "sizeof(void *)".into()),
        _ if name == "rgelt" => ("OUT_OBJECTS", "0".into()),
        _ if is_out && kind.ends_with("**") => ("OUT_OBJECT", "sizeof(void *)".into()),
        "PUINT64" => ("OUT", "sizeof(UINT64)".into()),
        _ if is_out => ("OUT", format!("sizeof({})", kind.trim_end_matches(" *"))),
        _ if kind.ends_with('*') => ("BYTES_IN", "0".into()),
        _ if kind.starts_with("BG_") || kind.starts_with("BITS_") => ("ENUMERATION", "0".into()),
        _ => ("NUMBER", "0".into()),
    };
    format!("{{{c_kind}, {size}, {allowed}}}")
}

/// The program, ready to run in a folder of its own.
fn abuser(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    std::fs::write(folder.join("slots.h"), slots()).unwrap();
    let mut compiler = compiler(program, "c11");
    compiler
        .arg("-g")
        .arg("-D_DEFAULT_SOURCE")
        .arg("-I")
        .arg(folder)
        .args(arguments);
    let path = build(
        compiler,
        &[&root().join("tests/c/abuse.c")],
        &folder.join("abuse"),
    );
    in_folder(Command::new(path), folder)
}

fn in_folder(mut command: Command, folder: &Path) -> Command {
    command.env("BITS_HOME", folder.join("queue")).arg(folder);
    command
}

fn report(label: &str, output: &str) {
    let last = output.lines().last().unwrap();
    assert!(last.starts_with("141 slots abused"), "{output}");
    println!("{label}: {last}");
}

#[test]
fn every_slot_survives_abuse_under_sanitizers() {
    for (program, characters) in [("gcc", "-fno-short-wchar"), ("clang", "-fshort-wchar")] {
        if !need(program) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let sanitizers = [
            "-fsanitize=address,undefined",
            "-fno-sanitize-recover=all",
            characters,
        ];
        let output = succeed(
            abuser(folder.path(), program, &sanitizers)
                .env("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0"),
        );
        report(&format!("{program} {characters}"), &output);
    }
}

#[test]
fn every_slot_survives_abuse_under_valgrind() {
    if !need("valgrind") || !need("gcc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = PathBuf::from(abuser(folder.path(), "gcc", &[]).get_program());
    let mut valgrind = Command::new("valgrind");
    valgrind.args([
        "--quiet",
        "--error-exitcode=9",
        "--leak-check=full",
        "--errors-for-leak-kinds=definite",
    ]);
    let output = succeed(&mut in_folder(
        {
            valgrind.arg(program);
            valgrind
        },
        folder.path(),
    ));
    report("valgrind", &output);
}

/// The states that COMPATIBILITY.md gives to methods, in the order of its summary.
const STATES: [&str; 5] = ["works", "differs", "E_NOTIMPL", "callback", "not here"];

/// The lines of COMPATIBILITY.md between which this test renders the tables.
const BEGIN: &str = "<!-- begin: rendered by the test -->\n";
const END: &str = "<!-- end: rendered by the test -->\n";

/// The entry of each method in the tables, by `Interface.Method`.
fn entries(tables: &str) -> BTreeMap<String, String> {
    let mut entries = BTreeMap::new();
    let mut interface = "";
    for line in tables.lines() {
        let mut code = line.split('`').skip(1);
        if line.starts_with("### `") {
            interface = code.next().unwrap();
        } else if line.starts_with("| `") && !interface.is_empty() {
            let method = format!("{interface}.{}", code.next().unwrap());
            let entry = line.trim_end_matches(" |").rsplit(" | ").next().unwrap();
            let twice = entries.insert(method.clone(), entry.to_owned());
            assert_eq!(twice, None, "{method} has two entries");
        } else if line.starts_with('#') {
            interface = "";
        }
    }
    entries
}

/// The first words of an entry, which name the state of the method.
fn state(entry: &str) -> &str {
    entry.split([':', ';', ',']).next().unwrap()
}

/// The methods that an interface declares itself: `Interface.Method` and the method's name.
fn own_methods(interface: &Value) -> Vec<(String, &str)> {
    let name = text(&interface["name"]);
    let methods = interface["methods"].as_array().unwrap();
    methods
        .iter()
        .filter(|method| method["declared_in"] == name)
        .map(|method| text(&method["name"]))
        .map(|method| (format!("{name}.{method}"), method))
        .collect()
}

/// Renders the summary by header and one table for each interface. Interfaces and methods come from
/// Microsoft's metadata; a method without an entry gets one that is not a state.
fn render(entries: &BTreeMap<String, String>) -> String {
    let entry = |method: &str| entries.get(method).map_or("undecided", String::as_str);
    let interfaces = interfaces();
    let mut headers: Vec<(&str, &str)> = Vec::new();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut tables = String::new();
    for interface in &interfaces {
        let header = text(&interface["header"]);
        if headers.iter().all(|(known, _)| *known != header) {
            headers.push((header, text(&interface["bits_version"])));
        }
        let name = text(&interface["name"]);
        writeln!(tables, "\n### `{name}` (`{header}`)\n").unwrap();
        tables.push_str("| method | state |\n|---|---|\n");
        for (key, method) in own_methods(interface) {
            let entry = entry(&key);
            *counts.entry((header, state(entry))).or_default() += 1;
            writeln!(tables, "| `{method}` | {entry} |").unwrap();
        }
    }
    let mut summary = format!("| header | BITS | {} |\n", STATES.join(" | "));
    summary.push_str("|---|---|---|---|---|---|---|\n");
    for (header, version) in headers {
        let count = |state| counts.get(&(header, state)).copied().unwrap_or(0);
        let counts = STATES.map(|state| count(state).to_string()).join(" | ");
        writeln!(summary, "| `{header}` | {version} | {counts} |").unwrap();
    }
    summary + &tables
}

/// The entries of COMPATIBILITY.md. Its tables must be the rendered ones; with
/// `BITS_UPDATE_COMPATIBILITY` set they are written to the file.
fn compatibility() -> BTreeMap<String, String> {
    let path = root().join("COMPATIBILITY.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (tables, after) = rest.split_once(END).unwrap();
    let rendered = render(&entries(tables));
    if std::env::var_os("BITS_UPDATE_COMPATIBILITY").is_some() {
        std::fs::write(&path, [before, BEGIN, &rendered, END, after].concat()).unwrap();
    } else {
        assert!(
            tables == rendered,
            "the tables of COMPATIBILITY.md are stale; run BITS_UPDATE_COMPATIBILITY=1 with this test"
        );
    }
    entries(&rendered)
}

#[test]
fn compatibility_md_gives_each_method_its_true_state() {
    let table = compatibility();
    let declared = interfaces();
    let declared = declared.iter().flat_map(own_methods).map(|(key, _)| key);
    assert_eq!(
        table.keys().cloned().collect::<BTreeSet<_>>(),
        declared.collect()
    );

    let in_state = |wanted: &str| -> BTreeSet<String> {
        let rows = table.iter().filter(|(_, entry)| state(entry) == wanted);
        rows.map(|(method, _)| method.clone()).collect()
    };
    let states = STATES.map(in_state);
    assert_eq!(
        states.iter().map(BTreeSet::len).sum::<usize>(),
        table.len(),
        "an entry does not begin with one of the states {STATES:?}"
    );

    // The calls reach every method that an object has; only those in the state E_NOTIMPL return
    // nothing but that code.
    let slots = slots();
    let reached = |method: &str| slots.contains(&format!("\"{method}\""));
    for (state, methods) in STATES.iter().zip(&states) {
        let there = !matches!(*state, "callback" | "not here");
        for method in methods {
            assert_eq!(reached(method), there, "{method}: {state}");
        }
        println!("{state}: {} methods", methods.len());
    }
    if !need("gcc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let output = succeed(&mut abuser(folder.path(), "gcc", &[]));
    let measured = output
        .lines()
        .filter_map(|line| line.strip_prefix("E_NOTIMPL "));
    assert_eq!(states[2], measured.map(str::to_owned).collect());
}
