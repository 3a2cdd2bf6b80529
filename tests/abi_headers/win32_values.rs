//! The constants of the Windows headers have the values that mingw-w64 gives them. Those that
//! mingw-w64 lacks have the values of Microsoft's metadata.
//!
//! The names are read from the headers, and gcc computes the values with these headers, so that no
//! value stands in this file.

use std::fs;
use std::path::Path;
use std::process::Command;

use bits_test_support::needs::{GCC, MINGW_GCC};
use bits_test_support::toolchain::{compiler, root, succeed};

/// Headers whose constants one source for mingw-w64 can name. `<winhttp.h>` and `<wininet.h>`
/// cannot be included together.
struct Unit {
    includes: &'static [&'static str],
    /// A header below `include/`, and how the names of its constants begin.
    headers: &'static [(&'static str, &'static [&'static str])],
    /// Uses of macros that have parameters.
    expressions: &'static [&'static str],
}

const UNITS: [Unit; 3] = [
    Unit {
        includes: &["winsock2.h", "windows.h"],
        headers: &[
            ("win/winerror.h", &[""]),
            ("win/winnls.h", &[""]),
            (
                "libbits/base.h",
                &["S_", "E_", "CLASS_E_", "REGDB_E_", "CO_E_", "RPC_E_"],
            ),
            (
                "libbits/com.h",
                &[
                    "CLSCTX_",
                    "COINIT_",
                    "EOAC_",
                    "FACILITY_",
                    "NOERROR",
                    "RPC_C_",
                    "SEVERITY_",
                ],
            ),
        ],
        expressions: &[
            "__HRESULT_FROM_WIN32(ERROR_SERVICE_DISABLED)",
            "HRESULT_FROM_WIN32(0)",
            "HRESULT_FROM_WIN32(0x12345)",
            "HRESULT_FROM_WIN32(0x80200003)",
            "HRESULT_FROM_NT(0xC0000005)",
            "MAKE_HRESULT(SEVERITY_ERROR, FACILITY_HTTP, 404)",
            "HRESULT_CODE(0x80190194)",
            "HRESULT_FACILITY(0x80190194)",
            "HRESULT_SEVERITY(0x80190194)",
            "MAKE_SCODE(SEVERITY_ERROR, FACILITY_ITF, 7)",
            "SCODE_CODE(0x80190194)",
            "SCODE_FACILITY(0x80190194)",
            "SCODE_SEVERITY(0x80190194)",
            "GetScode(0x80004005)",
            "ResultFromScode(0x80004005)",
            "MAKELANGID(LANG_CHINESE, SUBLANG_CHINESE_HONGKONG)",
            "PRIMARYLANGID(0x7C1A)",
            "SUBLANGID(0x7C1A)",
            "MAKELCID(0x0407, SORT_GERMAN_PHONE_BOOK)",
            "MAKESORTLCID(0x0407, SORT_GERMAN_PHONE_BOOK, 3)",
            "LANGIDFROMLCID(0x00310407)",
            "SORTIDFROMLCID(0x00310407)",
            "SORTVERSIONFROMLCID(0x00310407)",
        ],
    },
    Unit {
        includes: &["windows.h", "winhttp.h"],
        headers: &[("win/winhttp.h", &[""])],
        expressions: &[],
    },
    Unit {
        includes: &["windows.h", "wininet.h"],
        headers: &[("win/wininet.h", &[""])],
        expressions: &[],
    },
];

/// The constants that mingw-w64 and Microsoft's metadata lack, with the expressions that
/// Microsoft's headers give them. The metadata holds literals only.
const DEFINED_BY_EXPRESSIONS: [(&str, &str); 2] = [
    ("E_NOT_SET", "HRESULT_FROM_WIN32(ERROR_NOT_FOUND)"),
    (
        "E_NOT_VALID_STATE",
        "HRESULT_FROM_WIN32(ERROR_INVALID_STATE)",
    ),
];

/// A constant, or a use of a macro that has parameters, and its value as an unsigned number.
struct Constant {
    text: String,
    value: u32,
}

#[test(needs = [GCC, MINGW_GCC])]
fn constants_have_microsofts_values() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut lacking = vec![];
    let mut compared = 0;
    for unit in &UNITS {
        let (macros, mut present) = macros_and_others(unit);
        let absent = lacking_in_mingw(dir, unit, &macros);
        present.extend(macros.into_iter().filter(|name| !absent.contains(name)));
        compared += present.len();
        assert_mingw_agrees(dir, unit, &evaluate(dir, present));
        lacking.extend(evaluate(dir, absent));
    }
    println!("{compared} constants compared with mingw-w64");
    assert!(compared > 1700);

    for (name, expression) in DEFINED_BY_EXPRESSIONS {
        let at = lacking.iter().position(|constant| constant.text == name);
        let at = at.unwrap_or_else(|| panic!("mingw-w64 has {name}, or the headers lack it"));
        let value = lacking.swap_remove(at).value;
        let text = expression.to_owned();
        assert_mingw_agrees(dir, &UNITS[0], &[Constant { text, value }]);
    }
    assert_metadata_agrees(dir, &lacking);
    let others = lacking.len();
    println!("{others} constants compared with Microsoft's metadata");
}

/// Returns the names of the macros without parameters in a unit's headers, and what else the unit
/// compares: enumerators and expressions.
fn macros_and_others(unit: &Unit) -> (Vec<String>, Vec<String>) {
    let (mut macros, mut others) = (vec![], vec![]);
    for (header, beginnings) in unit.headers {
        let text = fs::read_to_string(root().join("include").join(header)).unwrap();
        let defined = names(&text, "#define ", "");
        let enumerators = names(&text, "    ", "= ");
        for beginning in *beginnings {
            let count = macros.len() + others.len();
            let begins = |name: &&String| name.starts_with(beginning);
            macros.extend(defined.iter().filter(begins).cloned());
            others.extend(enumerators.iter().filter(begins).cloned());
            let found = macros.len() + others.len() > count;
            assert!(found, "{header} has no {beginning}*");
        }
    }
    others.extend(unit.expressions.iter().map(|text| text.to_string()));
    (macros, others)
}

/// Returns the names that stand in a line between `before` and a space that `after` follows.
fn names(text: &str, before: &str, after: &str) -> Vec<String> {
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let name = |line: &str| {
        let (name, value) = line.strip_prefix(before)?.split_once(' ')?;
        (is_name(name) && value.starts_with(after)).then(|| name.to_owned())
    };
    text.lines().filter_map(name).collect()
}

/// Has gcc compute the values of constants with the headers in `include/`.
fn evaluate(dir: &Path, texts: Vec<String>) -> Vec<Constant> {
    let print = |text: &String| format!("    printf(\"%u\\n\", (unsigned)({text}));\n");
    let prints: String = texts.iter().map(print).collect();
    let (source, program) = (dir.join("values.c"), dir.join("values"));
    let main = format!("int main(void) {{\n{prints}    return 0;\n}}\n");
    let text = format!("#include <stdio.h>\n#include <windows.h>\n{main}");
    fs::write(&source, text).unwrap();
    succeed(compiler("gcc", "c11").arg(&source).arg("-o").arg(&program));
    let output = succeed(&mut Command::new(&program));
    let values: Vec<u32> = output.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(values.len(), texts.len());
    let constants = texts.into_iter().zip(values);
    let constants = constants.map(|(text, value)| Constant { text, value });
    constants.collect()
}

fn mingw() -> Command {
    let mut command = Command::new("x86_64-w64-mingw32-gcc");
    command.args(["-std=c11", "-Wall", "-Wextra", "-Werror"]);
    command
}

fn include_lines(unit: &Unit) -> String {
    let line = |name: &&str| format!("#include <{name}>\n");
    unit.includes.iter().map(line).collect()
}

/// Returns the names of the macros that mingw-w64 does not define.
fn lacking_in_mingw(dir: &Path, unit: &Unit, macros: &[String]) -> Vec<String> {
    const MARK: &str = "not_defined ";
    let source = dir.join("lacking.c");
    let test = |name: &String| format!("#ifndef {name}\n{MARK}{name}\n#endif\n");
    let tests: String = macros.iter().map(test).collect();
    fs::write(&source, include_lines(unit) + &tests).unwrap();
    let output = succeed(mingw().args(["-E", "-P"]).arg(&source));
    let names = output.lines().filter_map(|line| line.strip_prefix(MARK));
    names.map(str::to_owned).collect()
}

/// Has mingw-w64 compile an assertion of each value.
fn assert_mingw_agrees(dir: &Path, unit: &Unit, constants: &[Constant]) {
    let source = dir.join("assertions.c");
    let assertion = |Constant { text, value }: &Constant| {
        format!("_Static_assert((unsigned)({text}) == {value}u, \"{text}\");\n")
    };
    let assertions: String = constants.iter().map(assertion).collect();
    fs::write(&source, include_lines(unit) + &assertions).unwrap();
    succeed(mingw().arg("-fsyntax-only").arg(&source));
}

/// Compares values with those that `windows-bindgen` generates from Microsoft's metadata. It panics
/// for a name that the metadata lacks.
fn assert_metadata_agrees(dir: &Path, constants: &[Constant]) {
    let path = dir.join("constants.rs");
    let names = constants.iter().map(|constant| constant.text.as_str());
    let options = ["--flat", "--sys", "--no-deps", "--no-comment", "--no-allow"];
    let arguments = ["--out", path.to_str().unwrap()].into_iter().chain(options);
    let warnings = windows_bindgen::bindgen(arguments.chain(["--filter"]).chain(names));
    println!("{warnings}");
    let generated = fs::read_to_string(&path).unwrap();
    let mut compared = 0;
    for item in generated.split("pub const ").skip(1) {
        let (declaration, rest) = item.split_once('=').unwrap();
        let name = declaration.split(':').next().unwrap().trim();
        let value = number(rest.trim_start());
        let ours = constants.iter().find(|constant| constant.text == name);
        let ours = ours.unwrap_or_else(|| panic!("{name} is not wanted"));
        assert_eq!(ours.value, value, "{name}");
        compared += 1;
    }
    assert_eq!(compared, constants.len(), "{generated}");
}

/// Parses the number at the beginning of a Rust expression, for example `0x80000018_u32 as _`.
fn number(expression: &str) -> u32 {
    let (digits, radix) = match expression.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None => (expression, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap();
    u32::from_str_radix(&digits[..end], radix).unwrap()
}
