//! The slots of the vtables, as a C table for `tests/c/arguments.c`.

use std::fmt::Write;

use serde_json::Value;

/// The last interface of each vtable, and the name that `arguments.c` has for its object.
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

/// The interfaces of COM itself, which Microsoft's BITS metadata does not list.
const CLASS_FACTORY: &str = r#"
{FACTORY, 0, "IUnknown.QueryInterface", 2,
    {{GUID_IN, 0, STRICT}, {OUT_OBJECT, sizeof(void *), STRICT}}, 0},
{FACTORY, 1, "IUnknown.AddRef", 0, {{NUMBER, 0, STRICT}}, 0},
{FACTORY, 2, "IUnknown.Release", 0, {{NUMBER, 0, STRICT}}, 0},
{FACTORY, 3, "IClassFactory.CreateInstance", 3,
    {{CALLBACK_IN, 0, STRICT}, {GUID_IN, 0, STRICT}, {OUT_OBJECT, sizeof(void *), STRICT}}, 0},
{FACTORY, 4, "IClassFactory.LockServer", 1, {{NUMBER, 0, STRICT}}, 0},
"#;

/// Its delete methods return `S_FALSE` for any argument.
const FORGIVING: &str = "IBitsPeerCacheAdministration";

pub fn interfaces() -> Vec<Value> {
    let oracle: Value = serde_json::from_str(include_str!("../data/abi.json")).unwrap();
    oracle["interfaces"].as_array().unwrap().clone()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The table of slots for `arguments.c`, from Microsoft's metadata.
pub fn slots() -> String {
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

/// A parameter in the notation of `arguments.c`.
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
        // A prefix that is too long matches nothing, and is no error.
        "OldPrefix" | "NewPrefix" => "LONG_ALLOWED",
        "pLength" | "RangeCount" => "STRICT",
        _ if attributes.contains(&"unique") => "NULL_ALLOWED",
        _ => "STRICT",
    };
    let (c_kind, size) = match kind {
        "REFIID" | "REFGUID" => ("GUID_IN", "0".into()),
        "IUnknown *" => ("CALLBACK_IN", "0".into()),
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
        "PUINT64" => ("OUT_DATA", "sizeof(UINT64)".into()),
        _ if is_out => (
            "OUT_DATA",
            format!("sizeof({})", kind.trim_end_matches(" *")),
        ),
        _ if kind.ends_with('*') => ("BYTES_IN", "0".into()),
        _ if kind.starts_with("BG_") || kind.starts_with("BITS_") => ("ENUMERATION", "0".into()),
        _ => ("NUMBER", "0".into()),
    };
    format!("{{{c_kind}, {size}, {allowed}}}")
}
