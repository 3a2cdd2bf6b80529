//! Renders `include/` and the table of messages from the declarations in `src/abi`; `build.rs` runs
//! it.
//!
//! cbindgen renders enums, structs, unions and constants. It cannot give an interface the views
//! that Windows headers have (it prints vtables before their objects, drops the calling convention
//! and knows no C++ classes), so [`interface`] does.

mod interface;
mod model;
mod text;

use interface::{Whole, coclass, define_guid};
use model::{Constant, File, Guid, Method, Vtable};
use std::collections::BTreeMap;
use std::path::Path;
use text::{comment, parameters};

/// `bits.h` and its successors. Each of them includes all earlier ones, and the next at its end.
const VERSIONS: [&str; 10] = [
    "bits", "bits1_5", "bits2_0", "bits2_5", "bits3_0", "bits4_0", "bits5_0", "bits10_1",
    "bits10_2", "bits10_3",
];

/// Items that `platform.h` defines, because they depend on the compiler's language or flags.
const WRITTEN_BY_HAND: [&str; 5] = ["WCHAR", "REFGUID", "REFIID", "REFCLSID", "UndefinedValue"];

/// An interface has no destructor by design, because a destructor would take a slot.
const NO_DESTRUCTORS: &str = "#ifdef __cplusplus
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \"-Wnon-virtual-dtor\"
#endif
";

/// Renders every header: returns its path under `include/`, and its text.
pub fn headers(root: &Path) -> Vec<(String, String)> {
    let abi = root.join("src/abi");
    let stems = ["base", "functions", "bitsmsg", "qmgr", "bitscfg"]
        .into_iter()
        .chain(VERSIONS);
    let files: Vec<File> = stems
        .map(|stem| model::read(&abi.join(format!("{stem}.rs"))))
        .collect();
    let interfaces = whole_interfaces(&files);
    files
        .iter()
        .map(|file| (path(&file.stem), header(root, file, &interfaces)))
        .collect()
}

/// Renders the table of messages, an expression of type `&[(HRESULT, &str)]`: each code of
/// `bitsmsg.rs` with its comment.
pub fn messages(root: &Path) -> String {
    let file = model::read(&root.join("src/abi/bitsmsg.rs"));
    let row = |code: &Constant| format!("    ({}, {:?}),\n", code.name, code.doc.join(" "));
    let rows: String = file.constants.iter().map(row).collect();
    format!("&[\n{rows}]\n")
}

fn path(stem: &str) -> String {
    match stem {
        "base" | "functions" => format!("libbits/{stem}.h"),
        _ => format!("{stem}.h"),
    }
}

fn whole_interfaces(files: &[File]) -> BTreeMap<&str, Whole<'_>> {
    let vtables: BTreeMap<&str, &Vtable> = files
        .iter()
        .flat_map(|file| &file.vtables)
        .map(|vtable| (vtable.name.as_str(), vtable))
        .collect();
    let guids: BTreeMap<&str, &Guid> = files
        .iter()
        .flat_map(|file| &file.guids)
        .map(|guid| (guid.name.as_str(), guid))
        .collect();
    let mut whole = BTreeMap::new();
    for interface in files.iter().flat_map(|file| &file.interfaces) {
        let name = interface.name.as_str();
        let vtable = vtables[format!("{name}Vtbl").as_str()];
        let iid = guids[format!("IID_{name}").as_str()];
        let parent = vtable
            .base
            .as_deref()
            .map(|base| base.strip_suffix("Vtbl").unwrap());
        whole.insert(
            name,
            Whole {
                interface,
                iid,
                parent,
                own: &vtable.methods,
                slots: slots(vtable, &vtables),
            },
        );
    }
    whole
}

/// Lists the slots of a vtable in order: the inherited ones, then its own.
fn slots<'a>(vtable: &'a Vtable, all: &BTreeMap<&str, &'a Vtable>) -> Vec<&'a Method> {
    let inherited = vtable
        .base
        .as_ref()
        .map(|base| slots(all[base.as_str()], all));
    inherited
        .into_iter()
        .flatten()
        .chain(&vtable.methods)
        .collect()
}

fn header(root: &Path, file: &File, interfaces: &BTreeMap<&str, Whole>) -> String {
    let (before, after) = includes(&file.stem);
    let guard = guard(&file.stem);
    let include = |name: &String| format!("#include \"{name}\"\n");
    let own: Vec<&Whole> = file
        .interfaces
        .iter()
        .map(|interface| &interfaces[interface.name.as_str()])
        .collect();

    let mut body: Vec<String> = vec![before.iter().map(include).collect()];
    body.extend(own.iter().map(|interface| interface.forward()));
    body.push(plain(root, file));
    if !own.is_empty() {
        body.push(NO_DESTRUCTORS.to_owned());
        body.extend(own.iter().map(|interface| interface.definition()));
        body.push("#ifdef __cplusplus\n#pragma GCC diagnostic pop\n#endif\n".to_owned());
    }
    if !file.functions.is_empty() {
        body.push("#ifdef __cplusplus\nextern \"C\" {\n#endif\n".to_owned());
        body.extend(file.functions.iter().map(function));
        body.push("#ifdef __cplusplus\n}\n#endif\n".to_owned());
    }
    for guid in file
        .guids
        .iter()
        .filter(|guid| !guid.name.starts_with("IID_"))
    {
        body.push(if guid.name.starts_with("CLSID_") {
            coclass(guid)
        } else {
            define_guid(guid)
        });
    }
    body.push(after.iter().map(include).collect());
    body.retain(|part| !part.is_empty());

    let note = format!(
        "Rendered from src/abi/{}.rs by build.rs; change it there.",
        file.stem
    );
    let doc: Vec<String> = file
        .doc
        .iter()
        .cloned()
        .chain([String::new(), note])
        .collect();
    let on_windows = if file.stem == "base" || file.stem == "functions" {
        String::new()
    } else {
        // Windows has BITS itself. The pragma keeps -Wpedantic from naming #include_next an
        // extension.
        format!(
            "#ifdef _WIN32\n#pragma GCC system_header\n#include_next <{}.h>\n#else\n",
            file.stem
        )
    };
    let end = if on_windows.is_empty() {
        ""
    } else {
        "#endif\n"
    };
    format!(
        "{}{on_windows}#ifndef {guard}\n#define {guard}\n\n{}\n#endif\n{end}",
        comment("", &doc),
        body.join("\n")
    )
}

/// Returns the headers that a header includes at its beginning and at its end.
fn includes(stem: &str) -> (Vec<String>, Vec<String>) {
    let header = |stem: &&str| format!("{stem}.h");
    let windows = || vec!["win/windows.h".to_owned()];
    match VERSIONS.iter().position(|version| *version == stem) {
        Some(0) => (
            windows(),
            vec!["bitsmsg.h".to_owned(), header(&VERSIONS[1])],
        ),
        Some(at) => (
            VERSIONS[..at].iter().map(header).collect(),
            VERSIONS.get(at + 1).iter().copied().map(header).collect(),
        ),
        None => match stem {
            "base" => (vec!["platform.h".to_owned()], vec![]),
            "functions" => (vec!["base.h".to_owned()], vec![]),
            "bitsmsg" => (vec!["libbits/com.h".to_owned()], vec![]),
            _ => (windows(), vec![]),
        },
    }
}

/// Returns Microsoft's include guard of a header. Programs test some of them.
fn guard(stem: &str) -> String {
    match stem {
        "base" | "functions" => format!("LIBBITS_{}_H", stem.to_uppercase()),
        "bitsmsg" => "_BGCPYMSG_".to_owned(),
        _ => format!("__{stem}_h__"),
    }
}

fn function(function: &Method) -> String {
    let by_pointer = |(name, ty): &(String, String)| match ty.strip_prefix("REF") {
        Some(id) => (name.clone(), format!("const {id} *")),
        None => (name.clone(), ty.clone()),
    };
    let params: Vec<_> = function.params.iter().map(by_pointer).collect();
    let gap = if function.returns.ends_with('*') {
        ""
    } else {
        " "
    };
    let head = format!("{}{gap}{}(", function.returns, function.name);
    let none = if params.is_empty() { "void" } else { "" };
    format!(
        "{}{}{none});\n",
        comment("", &function.doc),
        parameters(&head, &params)
    )
}

/// Renders the enums, structs, unions, aliases and constants of one file.
fn plain(root: &Path, file: &File) -> String {
    let (by_hand, plain): (Vec<String>, Vec<String>) = file
        .plain
        .iter()
        .cloned()
        .partition(|name| WRITTEN_BY_HAND.contains(&name.as_str()));
    let rendered_here = file
        .interfaces
        .iter()
        .map(|interface| interface.name.clone());
    let vtables = file.vtables.iter().map(|vtable| vtable.name.clone());
    let functions = file.functions.iter().map(|function| function.name.clone());
    let guids = file.guids.iter().map(|guid| guid.name.clone());

    let mut config =
        cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml");
    config.export.include = plain;
    config.export.exclude = by_hand
        .into_iter()
        .chain(rendered_here)
        .chain(vtables)
        .chain(functions)
        .chain(guids)
        .collect();
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(root.join("src/abi").join(format!("{}.rs", file.stem)))
        .generate()
        .unwrap_or_else(|e| panic!("cbindgen on {}.rs: {e}", file.stem));
    let mut text = vec![];
    bindings.write(&mut text);
    short_comments(&readable_casts(&String::from_utf8(text).unwrap()))
}

/// Puts a comment of one line on one line, if it fits with its delimiters.
fn short_comments(text: &str) -> String {
    let mut lines: Vec<String> = vec![];
    for line in text.lines() {
        lines.push(line.to_owned());
        if let [.., open, only, close] = &lines[..]
            && (open.trim(), close.trim()) == ("/**", "*/")
        {
            let indent = &open[..open.len() - open.trim_start().len()];
            let comment = only.trim_start().trim_start_matches("* ");
            if text::fits_one_line(indent, comment) {
                let short = format!("{indent}/** {comment} */");
                lines.truncate(lines.len() - 3);
                lines.push(short);
            }
        }
    }
    text::lines(&lines)
}

/// Turns `#define X (HRESULT)2149580801u`, as cbindgen writes it, into `#define X
/// ((HRESULT)0x80200001u)`, and breaks long definitions.
fn readable_casts(text: &str) -> String {
    let line = |line: &str| match line.split_once(" (") {
        Some((define, cast)) if define.starts_with("#define ") && !cast.starts_with('(') => {
            match cast.split_once(')') {
                Some((ty, number)) => format!("{define} (({ty}){})\n", hexadecimal(number)),
                None => format!("{line}\n"),
            }
        }
        _ if line.starts_with("#define ") => text::define(line),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn hexadecimal(number: &str) -> String {
    match number.trim_end_matches('u').parse::<u32>() {
        Ok(value) => format!("0x{value:08x}u"),
        Err(_) => number.to_owned(),
    }
}
