//! Renders an interface in the three views that Windows headers give: C++ class, C vtable, and
//! `COBJMACROS`.

use super::model::{Guid, Interface, Method};
use super::text::{WIDTH, comment, define, lines, parameters};

/// An interface with everything that it inherits.
pub struct Whole<'a> {
    pub interface: &'a Interface,
    pub iid: &'a Guid,
    pub parent: Option<&'a str>,
    pub own: &'a [Method],
    /// Every slot in order: the inherited methods, then its own.
    pub slots: Vec<&'a Method>,
}

impl Whole<'_> {
    /// Renders the declaration that lets other declarations name the interface.
    pub fn forward(&self) -> String {
        let name = &self.interface.name;
        lines(&[
            format!("#ifndef __{name}_FWD_DEFINED__"),
            format!("#define __{name}_FWD_DEFINED__"),
            format!("typedef struct {name} {name};"),
            "#endif".to_owned(),
        ])
    }

    pub fn definition(&self) -> String {
        let name = &self.interface.name;
        let mut text =
            format!("#ifndef __{name}_INTERFACE_DEFINED__\n#define __{name}_INTERFACE_DEFINED__\n");
        text += &format!("{}\n", define_guid(self.iid));
        text += "#if defined(__cplusplus) && !defined(CINTERFACE)\n";
        text += &self.class();
        text += "#else\n";
        text += &self.vtable();
        text += "#ifdef COBJMACROS\n";
        text += &self.macros();
        text += "#endif\n#endif\n";
        text += &uuid_of(name, self.iid);
        text += "#endif\n";
        text
    }

    fn class(&self) -> String {
        let name = &self.interface.name;
        let parent = self
            .parent
            .map(|parent| format!(" : public {parent}"))
            .unwrap_or_default();
        let iid = dashed(self.iid.value);
        let mut text = comment("", &self.interface.doc);
        text += &format!("MIDL_INTERFACE(\"{iid}\")\n{name}{parent} {{\npublic:\n");
        for method in self.own {
            text += &comment("    ", &method.doc);
            let head = format!(
                "    virtual {} STDMETHODCALLTYPE {}(",
                method.returns, method.name
            );
            text += &format!("{}) = 0;\n", parameters(&head, &method.params[1..]));
        }
        if self.parent.is_some() {
            return text + "};\n";
        }
        // A program may include the header inside `extern "C"`, where templates are not allowed.
        format!("extern \"C++\" {{\n{text}    BITS_TYPED_QUERY_INTERFACE\n}};\n}}\n")
    }

    fn vtable(&self) -> String {
        let name = &self.interface.name;
        let mut text = "/* The same methods for C; the class above describes them. */\n".to_owned();
        text += &format!("typedef struct {name}Vtbl {{\n    BEGIN_INTERFACE\n");
        for method in &self.slots {
            let mut params = method.params.clone();
            params[0].1 = format!("{name} *");
            let head = format!(
                "    {} (STDMETHODCALLTYPE *{})(",
                method.returns, method.name
            );
            text += &format!("{});\n", parameters(&head, &params));
        }
        text += &format!("    END_INTERFACE\n}} {name}Vtbl;\n");
        text + &format!("struct {name} {{\n    CONST_VTBL struct {name}Vtbl *lpVtbl;\n}};\n")
    }

    fn macros(&self) -> String {
        let name = &self.interface.name;
        let one = |method: &&Method| {
            let names: Vec<&str> = method
                .params
                .iter()
                .map(|(name, _)| name.as_str())
                .collect();
            let arguments = names.join(", ");
            let head = define(&format!("#define {name}_{}({arguments}) \\", method.name));
            let call = define(&format!(
                "    ((This)->lpVtbl->{}({arguments}))",
                method.name
            ));
            head + &call
        };
        self.slots.iter().map(one).collect()
    }
}

/// Renders a class that `CoCreateInstance` makes: its id, and its name for `__uuidof`.
pub fn coclass(clsid: &Guid) -> String {
    let name = clsid.name.strip_prefix("CLSID_").unwrap();
    let mut text = define_guid(clsid);
    text += &format!(
        "#ifdef __cplusplus\nclass {name};\n#else\ntypedef struct {name} {name};\n#endif\n"
    );
    text + &uuid_of(name, clsid)
}

pub fn define_guid(guid: &Guid) -> String {
    let head = format!("DEFINE_GUID({},", guid.name);
    let tail = format!("{});", fields(guid.value));
    comment("", &guid.doc) + &one_or_two_lines(&head, &tail)
}

fn uuid_of(name: &str, guid: &Guid) -> String {
    let head = format!("BITS_UUID({name},");
    one_or_two_lines(&head, &format!("{})", fields(guid.value)))
}

fn one_or_two_lines(head: &str, tail: &str) -> String {
    let gap = if head.len() + 1 + tail.len() <= WIDTH {
        " "
    } else {
        "\n    "
    };
    format!("{head}{gap}{tail}\n")
}

fn dashed(value: u128) -> String {
    let hex = format!("{value:032x}");
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

fn fields(value: u128) -> String {
    let head = [
        format!("0x{:08x}", value >> 96),
        format!("0x{:04x}", value >> 80 & 0xffff),
        format!("0x{:04x}", value >> 64 & 0xffff),
    ];
    let tail = (value as u64)
        .to_be_bytes()
        .map(|byte| format!("0x{byte:02x}"));
    head.into_iter().chain(tail).collect::<Vec<_>>().join(", ")
}
