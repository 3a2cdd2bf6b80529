//! The tables of methods in COMPATIBILITY.md: rendered here, and compared with the objects.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::Value;

use bits_test_support::needs::GCC;
use bits_test_support::toolchain::{root, succeed};

use crate::argument_program;
use crate::slots::{interfaces, slots, text};

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
            "COMPATIBILITY.md is stale; run this test with BITS_UPDATE_COMPATIBILITY=1"
        );
    }
    entries(&rendered)
}

fn methods_in_state(table: &BTreeMap<String, String>, wanted: &str) -> BTreeSet<String> {
    let rows = table.iter().filter(|(_, entry)| state(entry) == wanted);
    rows.map(|(method, _)| method.clone()).collect()
}

#[test]
fn compatibility_md_has_the_state_of_each_method() {
    let table = compatibility();
    let declared = interfaces();
    let declared = declared.iter().flat_map(own_methods).map(|(key, _)| key);
    assert_eq!(
        table.keys().cloned().collect::<BTreeSet<_>>(),
        declared.collect()
    );

    let methods = STATES.map(|state| methods_in_state(&table, state));
    assert_eq!(
        methods.iter().map(BTreeSet::len).sum::<usize>(),
        table.len(),
        "an entry does not begin with one of the states {STATES:?}"
    );

    // The program calls exactly the methods that libbits implements.
    let slots = slots();
    let reached = |method: &str| slots.contains(&format!("\"{method}\""));
    for (state, methods) in STATES.iter().zip(&methods) {
        let there = !matches!(*state, "callback" | "not here");
        for method in methods {
            assert_eq!(reached(method), there, "{method}: {state}");
        }
        println!("{state}: {} methods", methods.len());
    }
}

#[test(needs = [GCC])]
fn compatibility_md_names_the_methods_that_return_only_e_notimpl() {
    let folder = tempfile::tempdir().unwrap();
    let output = succeed(&mut argument_program(folder.path(), "gcc", &[]));
    let measured: BTreeSet<String> = output
        .lines()
        .filter_map(|line| line.strip_prefix("E_NOTIMPL "))
        .map(str::to_owned)
        .collect();
    assert_eq!(methods_in_state(&compatibility(), "E_NOTIMPL"), measured);
}
