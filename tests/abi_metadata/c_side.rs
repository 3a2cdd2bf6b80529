//! Generates a C or C++ program that prints the items of the headers as `key<TAB>value` lines. The
//! program names each item of the oracle, gives each method the oracle's signature, and finds the
//! slot of a method by calling it.

use serde_json::Value;
use std::fmt::Write;

#[derive(Clone, Copy, PartialEq)]
pub enum Language {
    C,
    Cpp,
}

const HEAD: &str = r#"
#include <stddef.h>
#include <stdio.h>
#include <bits.h>
#include <qmgr.h>
#include <bitscfg.h>

static int called;
static GUID zero_GUID;
static BITS_JOB_PROPERTY_VALUE zero_BITS_JOB_PROPERTY_VALUE;
static BITS_FILE_PROPERTY_VALUE zero_BITS_FILE_PROPERTY_VALUE;

static void guid(const char *kind, const char *name, const GUID *id) {
    int i;
    printf("%s %s\t%08x-%04x-%04x-", kind, name, (unsigned)id->Data1, (unsigned)id->Data2,
           (unsigned)id->Data3);
    for (i = 0; i < 8; i++) {
        printf(i == 2 ? "-%02x" : "%02x", (unsigned)id->Data4[i]);
    }
    printf("\n");
}
"#;

/// At least as many slots as the largest interface has.
const SLOTS: usize = 60;

pub fn program(oracle: &Value, language: Language) -> String {
    let mut text = HEAD.to_owned();
    for slot in 0..SLOTS {
        writeln!(
            text,
            "static HRESULT slot_{slot}(void) {{ called = {slot}; return S_OK; }}"
        )
        .unwrap();
    }
    let slots: Vec<String> = (0..SLOTS)
        .map(|slot| format!("(void (*)(void))slot_{slot}"))
        .collect();
    writeln!(
        text,
        "static void (*table[])(void) = {{{}}};",
        slots.join(", ")
    )
    .unwrap();

    for interface in list(&oracle["interfaces"]) {
        text += &calls(interface, language);
    }
    text += "\nint main(void) {\n";
    text += &data(oracle);
    for interface in list(&oracle["interfaces"]) {
        let name = name(interface);
        writeln!(text, "    calls_{name}();").unwrap();
        match language {
            Language::C => writeln!(
                text,
                "    guid(\"interface\", \"IID_{name}\", &IID_{name});"
            ),
            Language::Cpp => writeln!(
                text,
                "    if (__uuidof({name}) == IID_{name}) \
                     guid(\"interface\", \"IID_{name}\", &__uuidof({name}));"
            ),
        }
        .unwrap();
    }
    for class in list(&oracle["clsids"]) {
        let symbol = class["symbol"].as_str().unwrap();
        match language {
            Language::C => writeln!(text, "    guid(\"class\", \"{symbol}\", &{symbol});"),
            Language::Cpp => writeln!(
                text,
                "    if (__uuidof({}) == {symbol}) guid(\"class\", \"{symbol}\", &{symbol});",
                name(class)
            ),
        }
        .unwrap();
    }
    for library in list(&oracle["libids"]) {
        let symbol = library["symbol"].as_str().unwrap();
        writeln!(text, "    guid(\"library\", \"{symbol}\", &{symbol});").unwrap();
    }
    text + "    return 0;\n}\n"
}

/// Enums, structs, pointers to structs, constants and result codes.
fn data(oracle: &Value) -> String {
    let mut text = String::new();
    for item in list(&oracle["enums"]) {
        let name = name(item);
        writeln!(
            text,
            "    printf(\"enum {name}\\t%d bytes\\n\", (int)sizeof(enum {name}));"
        )
        .unwrap();
        for (index, variant) in list(&item["variants"]).iter().map(self::name).enumerate() {
            writeln!(
                text,
                "    {{ {name} value = {variant}; \
                     printf(\"variant {name}.{variant}\\t%d at {index}\\n\", (int)value); }}"
            )
            .unwrap();
        }
    }
    for item in list(&oracle["structs"]) {
        let name = name(item);
        let tag = item["kind"].as_str().unwrap();
        writeln!(
            text,
            "    printf(\"struct {name}\\t%d bytes, aligned to %d\\n\", \
                 (int)sizeof({tag} {name}), (int)__alignof__({name}));"
        )
        .unwrap();
        for field in list(&item["fields"]) {
            let (field, ty) = (self::name(field), field["type"].as_str().unwrap());
            writeln!(
                text,
                "    {{ {name} it; {ty} *typed = &it.{field}; (void)typed; \
                     printf(\"field {name}.{field}\\t%d bytes at %d\\n\", \
                     (int)sizeof(it.{field}), (int)offsetof({name}, {field})); }}"
            )
            .unwrap();
        }
    }
    for item in list(&oracle["typedefs"]) {
        let (name, to) = (name(item), item["type"].as_str().unwrap());
        writeln!(
            text,
            "    {{ {name} pointer = ({to})0; \
                 printf(\"typedef {name}\\tto %d bytes\\n\", (int)sizeof(*pointer)); }}"
        )
        .unwrap();
    }
    for constant in list(&oracle["constants"]).iter().map(name) {
        writeln!(
            text,
            "    printf(\"constant {constant}\\t%llu\\n\", (unsigned long long)({constant}));"
        )
        .unwrap();
    }
    for result in current_results(oracle).map(name) {
        writeln!(
            text,
            "    {{ HRESULT hr = {result}; if (hr == {result}) \
                 printf(\"result {result}\\t%d in %d bytes\\n\", \
                 (int)hr, (int)sizeof({result})); }}"
        )
        .unwrap();
    }
    text
}

/// A C function that calls each method of an interface.
fn calls(interface: &Value, language: Language) -> String {
    let name = name(interface);
    let mut text = format!("\nstatic void calls_{name}(void) {{\n");
    text += &match language {
        Language::C => {
            format!(
                "    {name} made;\n    {name} *object = &made;\n    \
                     made.lpVtbl = ({name}Vtbl *)(void *)table;\n"
            )
        }
        Language::Cpp => {
            format!(
                "    void *made[] = {{(void *)table}};\n    \
                     {name} *object = ({name} *)(void *)made;\n"
            )
        }
    };
    for method in list(&interface["methods"]) {
        let called = self::name(method);
        let types: Vec<&str> = list(&method["params"])
            .iter()
            .map(|param| param["type"].as_str().unwrap())
            .collect();
        let arguments: Vec<String> = types.iter().map(|ty| zero(ty, language)).collect();
        let returns = method["return"].as_str().unwrap();
        let (typed, call) = match language {
            Language::C => (
                format!(
                    "{returns} (STDMETHODCALLTYPE *typed)({}) = object->lpVtbl->{called}",
                    [&[&*format!("{name} *")], &types[..]].concat().join(", ")
                ),
                format!(
                    "{}({})",
                    method["cobj_macro"].as_str().unwrap(),
                    [&["object".to_owned()], &arguments[..]].concat().join(", ")
                ),
            ),
            Language::Cpp => (
                format!(
                    "{returns} (STDMETHODCALLTYPE {name}::*typed)({}) = &{name}::{called}",
                    types.join(", ")
                ),
                format!("object->{called}({})", arguments.join(", ")),
            ),
        };
        writeln!(
            text,
            "    {{ {typed}; (void)typed; called = -1; (void){call}; \
                 printf(\"slot {name}.{called}\\t%d\\n\", called); }}"
        )
        .unwrap();
    }
    text + "}\n"
}

/// An argument of a type.
fn zero(ty: &str, language: Language) -> String {
    match ty {
        "REFIID" | "REFGUID" if language == Language::C => "&zero_GUID".to_owned(),
        "REFIID" | "REFGUID" | "GUID" => "zero_GUID".to_owned(),
        "BITS_JOB_PROPERTY_VALUE" | "BITS_FILE_PROPERTY_VALUE" => format!("zero_{ty}"),
        _ => format!("({ty})0"),
    }
}

/// Without the codes that only the older headers of mingw-w64 have.
pub fn current_results(oracle: &Value) -> impl Iterator<Item = &Value> {
    list(&oracle["hresults"])
        .iter()
        .filter(|result| result["current_sdk"] == true)
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

pub fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap()
}
