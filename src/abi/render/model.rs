//! Reads the declarations of one file of `src/abi` from its source text.

use std::path::Path;
use syn::{
    Attribute, Expr, Fields, GenericArgument, Item, ItemConst, ItemStruct, Lit, PathArguments,
    ReturnType, Type,
};

/// One Rust file, from which one header is rendered.
pub struct File {
    /// Name of the file without its extension.
    pub stem: String,
    /// The module's `//!` comment.
    pub doc: Vec<String>,
    pub interfaces: Vec<Interface>,
    pub vtables: Vec<Vtable>,
    pub guids: Vec<Guid>,
    pub functions: Vec<Method>,
    /// Names of the items that cbindgen renders, in order: enums, structs, unions, type aliases and
    /// constants.
    pub plain: Vec<String>,
    /// Constants that are not GUIDs, in order.
    pub constants: Vec<Constant>,
}

pub struct Constant {
    pub name: String,
    pub doc: Vec<String>,
}

pub struct Interface {
    pub name: String,
    pub doc: Vec<String>,
}

pub struct Vtable {
    pub name: String,
    /// Type of the leading field `base`.
    pub base: Option<String>,
    /// The methods that follow it, each with its parameter `This`.
    pub methods: Vec<Method>,
}

pub struct Method {
    pub name: String,
    pub doc: Vec<String>,
    /// `(name, C type)` of each parameter.
    pub params: Vec<(String, String)>,
    pub returns: String,
}

pub struct Guid {
    pub name: String,
    pub doc: Vec<String>,
    pub value: u128,
}

pub fn read(path: &Path) -> File {
    let source =
        std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let parsed = syn::parse_file(&source).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut file = File {
        stem: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        doc: doc(&parsed.attrs),
        interfaces: vec![],
        vtables: vec![],
        guids: vec![],
        functions: vec![],
        plain: vec![],
        constants: vec![],
    };
    for item in &parsed.items {
        match item {
            Item::Struct(item) => add_struct(&mut file, item),
            Item::Const(item) => add_const(&mut file, item),
            Item::Enum(item) => file.plain.push(item.ident.to_string()),
            Item::Union(item) => file.plain.push(item.ident.to_string()),
            Item::Type(item) => file.plain.push(item.ident.to_string()),
            Item::ForeignMod(item) => file
                .functions
                .extend(item.items.iter().map(foreign_function)),
            _ => {}
        }
    }
    file
}

fn add_struct(file: &mut File, item: &ItemStruct) {
    let name = item.ident.to_string();
    let first_field = match &item.fields {
        Fields::Named(fields) => fields
            .named
            .first()
            .map(|field| field.ident.as_ref().unwrap().to_string()),
        _ => None,
    };
    if first_field.as_deref() == Some("lpVtbl") {
        file.interfaces.push(Interface {
            name,
            doc: doc(&item.attrs),
        });
    } else if name.ends_with("Vtbl") {
        file.vtables.push(vtable(name, &item.fields));
    } else {
        file.plain.push(name);
    }
}

fn vtable(name: String, fields: &Fields) -> Vtable {
    let mut base = None;
    let mut methods = vec![];
    for field in fields {
        let field_name = field.ident.as_ref().unwrap().to_string();
        match &field.ty {
            Type::BareFn(function) => methods.push(described(Method {
                name: field_name,
                doc: doc(&field.attrs),
                params: function
                    .inputs
                    .iter()
                    .map(|arg| {
                        (
                            arg.name
                                .as_ref()
                                .expect("parameters have names")
                                .0
                                .to_string(),
                            c_type(&arg.ty),
                        )
                    })
                    .collect(),
                returns: c_return(&function.output),
            })),
            parent => base = Some(c_type(parent)),
        }
    }
    Vtable {
        name,
        base,
        methods,
    }
}

fn add_const(file: &mut File, item: &ItemConst) {
    let name = item.ident.to_string();
    if c_type(&item.ty) != "GUID" {
        file.plain.push(name.clone());
        let doc = doc(&item.attrs);
        return file.constants.push(Constant { name, doc });
    }
    let Expr::Call(call) = &*item.expr else {
        panic!("{name}: a GUID is written GUID::from_u128(..)")
    };
    let Some(Expr::Lit(literal)) = call.args.first() else {
        panic!("{name}: GUID::from_u128 takes a literal")
    };
    let Lit::Int(number) = &literal.lit else {
        panic!("{name}: GUID::from_u128 takes a number")
    };
    file.guids.push(Guid {
        name,
        doc: doc(&item.attrs),
        value: number.base10_parse().unwrap(),
    });
}

fn foreign_function(item: &syn::ForeignItem) -> Method {
    let syn::ForeignItem::Fn(function) = item else {
        panic!("extern blocks hold functions only")
    };
    described(Method {
        name: function.sig.ident.to_string(),
        doc: doc(&function.attrs),
        params: function
            .sig
            .inputs
            .iter()
            .map(|arg| match arg {
                syn::FnArg::Typed(arg) => match &*arg.pat {
                    syn::Pat::Ident(name) => (name.ident.to_string(), c_type(&arg.ty)),
                    _ => panic!("parameters have names"),
                },
                syn::FnArg::Receiver(_) => panic!("C functions have no receiver"),
            })
            .collect(),
        returns: c_return(&function.sig.output),
    })
}

/// Stops the build if the comment of a method does not describe every parameter, in order, and the
/// result.
fn described(method: Method) -> Method {
    let described = method.doc.iter().filter_map(|line| {
        let rest = line.strip_prefix("- @param ")?;
        rest.split(' ').next()
    });
    let declared = method.params.iter().map(|(name, _)| name.as_str());
    let name = &method.name;
    assert!(
        declared.filter(|name| *name != "This").eq(described),
        "{name}: the @param lines do not name its parameters"
    );
    let result = match method.returns.as_str() {
        "HRESULT" => Some("- @retval "),
        "void" => None,
        _ => Some("- @return "),
    };
    let has = |tag: &str| method.doc.iter().any(|line| line.starts_with(tag));
    assert!(result.is_none_or(has), "{name}: no comment on its result");
    method
}

/// Returns the lines of a `///` or `//!` comment.
fn doc(attrs: &[Attribute]) -> Vec<String> {
    let text = |attr: &Attribute| match &attr.meta {
        syn::Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(syn::ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    attrs
        .iter()
        .filter_map(text)
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned())
        .collect()
}

fn c_return(output: &ReturnType) -> String {
    match output {
        ReturnType::Default => "void".to_owned(),
        ReturnType::Type(_, ty) => c_type(ty),
    }
}

/// Returns the C spelling of a parameter's type.
fn c_type(ty: &Type) -> String {
    match ty {
        Type::Ptr(pointer) => {
            let to = c_type(&pointer.elem);
            let to = if pointer.const_token.is_some() {
                format!("const {to}")
            } else {
                to
            };
            if to.ends_with('*') {
                format!("{to}*")
            } else {
                format!("{to} *")
            }
        }
        Type::Path(path) => {
            let last = path.path.segments.last().unwrap();
            match (last.ident.to_string().as_str(), &last.arguments) {
                ("MaybeUninit", PathArguments::AngleBracketed(arguments)) => {
                    match &arguments.args[0] {
                        GenericArgument::Type(inner) => c_type(inner),
                        _ => panic!("MaybeUninit takes a type"),
                    }
                }
                ("c_void", _) => "void".to_owned(),
                ("c_char", _) => "char".to_owned(),
                ("c_int", _) => "int".to_owned(),
                ("usize", _) => "size_t".to_owned(),
                (name, _) => name.to_owned(),
            }
        }
        _ => panic!("a type that C cannot spell"),
    }
}
