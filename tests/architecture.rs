//! Holds the order of the floors that `src/engine/mod.rs` states: a file imports only from its own
//! floor and from floors below it, and no files import each other in a circle.
//!
//! The test reads the `use` declarations and the `crate::` paths of the sources. Unit tests inside
//! the sources are left out: they may look at anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Source files by module path: `engine::store::schema` is `src/engine/store/schema.rs`.
type Modules = BTreeMap<String, PathBuf>;

#[test]
fn imports_lead_to_the_same_floor_or_downwards() {
    let modules = modules();
    let floors = floors();
    let floor = |module: &str| {
        let name = module.split("::").nth(1)?;
        floors.iter().position(|floor| floor.contains(name))
    };
    let mut listed = BTreeSet::new();
    let mut wrong = Vec::new();
    for (module, imports) in imports(&modules) {
        if !module.starts_with("engine::") {
            continue;
        }
        let Some(own) = floor(&module) else {
            panic!("{module} is on no floor of the table in src/engine/mod.rs");
        };
        listed.extend(module.split("::").nth(1).map(str::to_owned));
        for import in imports {
            let allowed = match import.split("::").next() {
                Some("abi") => true,
                Some("engine") => floor(&import).is_some_and(|floor| floor >= own),
                _ => false,
            };
            if !allowed {
                wrong.push(format!("{module} -> {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "imports upwards: {wrong:#?}");
    let named: BTreeSet<_> = floors.into_iter().flatten().collect();
    assert_eq!(named, listed, "the table and the folder src/engine");
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let modules = modules();
    let imports = imports(&modules);
    // Files that import nothing that is left are removed until only circles are left.
    let mut left: BTreeSet<&String> = imports.keys().collect();
    loop {
        let leaves: Vec<&String> = left
            .iter()
            .filter(|module| {
                imports[**module]
                    .iter()
                    .all(|import| !left.contains(import))
            })
            .copied()
            .collect();
        if leaves.is_empty() {
            break;
        }
        for leaf in leaves {
            left.remove(leaf);
        }
    }
    let circles: Vec<_> = left
        .iter()
        .map(|module| {
            let within = imports[*module]
                .iter()
                .filter(|import| left.contains(import));
            format!("{module} -> {:?}", within.collect::<Vec<_>>())
        })
        .collect();
    assert!(circles.is_empty(), "circles: {circles:#?}");
}

#[test]
fn nothing_below_the_boundary_knows_it() {
    let modules = modules();
    for (module, imports) in imports(&modules) {
        let upwards: Vec<_> = match module.split("::").next().unwrap() {
            "abi" => imports
                .iter()
                .filter(|import| !import.starts_with("abi"))
                .collect(),
            "engine" => imports
                .iter()
                .filter(|import| import.starts_with("com"))
                .collect(),
            _ => Vec::new(),
        };
        assert!(upwards.is_empty(), "{module} -> {upwards:?}");
    }
}

/// The names of the modules on each floor, from the top, as the table in `src/engine/mod.rs` has
/// them.
fn floors() -> Vec<BTreeSet<String>> {
    let text = fs::read_to_string(root().join("src/engine/mod.rs")).unwrap();
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("//! | floor"))
        .skip(2)
        .take_while(|line| line.starts_with("//! |"));
    let floors: Vec<BTreeSet<String>> = rows
        .map(|row| {
            let cell = row.split('|').nth(2).expect("a column with modules");
            let names = cell.split('`').skip(1).step_by(2);
            names.map(str::to_owned).collect()
        })
        .collect();
    assert!(floors.len() > 3, "no table of floors");
    floors
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All modules of the library, without tests and without the renderer, which belongs to `build.rs`.
fn modules() -> Modules {
    fn collect(folder: &Path, module: &str, modules: &mut Modules) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let inner = match module {
                "" => stem.to_owned(),
                outer => format!("{outer}::{stem}"),
            };
            if path.is_dir() {
                if !["tests", "bin", "render"].contains(&stem) {
                    collect(&path, &inner, modules);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = if stem == "mod" {
                    module.to_owned()
                } else {
                    inner
                };
                modules.insert(name, path);
            }
        }
    }
    let mut modules = Modules::new();
    collect(&root().join("src"), "", &mut modules);
    assert!(modules.contains_key("engine::store::schema"), "{modules:?}");
    modules
}

/// The modules that each module imports, itself left out. The crate page and the facades
/// (`engine`, `abi`, `testing`) re-export what others define, and are left out as well.
fn imports(modules: &Modules) -> BTreeMap<String, BTreeSet<String>> {
    let facades = ["lib", "engine", "abi", "testing"];
    let names = modules
        .keys()
        .filter(|name| !facades.contains(&name.as_str()));
    names
        .map(|name| {
            let source = without_tests(&fs::read_to_string(&modules[name]).unwrap());
            let paths = used_paths(&source, name);
            let mut imports: BTreeSet<String> = paths
                .iter()
                .filter_map(|path| defining_module(path, modules))
                .collect();
            imports.remove(name);
            (name.clone(), imports)
        })
        .collect()
}

/// The source up to its unit tests, without comments.
fn without_tests(source: &str) -> String {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Paths below the crate that a source names, in full.
fn used_paths(source: &str, module: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for declaration in source.split("use ").skip(1) {
        let tree = declaration.split(';').next().unwrap();
        expand(
            "",
            &tree.split_whitespace().collect::<Vec<_>>().join(" "),
            &mut paths,
        );
    }
    // Paths outside of declarations; those that end in a group are branches of a declaration.
    for path in source.split("crate::").skip(1) {
        let end = path.find(|letter: char| !letter.is_alphanumeric() && !"_:".contains(letter));
        let path = &path[..end.unwrap_or(path.len())];
        if !path.ends_with("::") {
            paths.push(format!("crate::{path}"));
        }
    }
    paths
        .iter()
        .filter_map(|path| absolute(path, module))
        .collect()
}

/// The leaves of a `use` tree.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, group)) = tree.split_once('{') else {
        let leaf = tree.split(" as ").next().unwrap().trim();
        return paths.push(format!("{prefix}{leaf}"));
    };
    let group = &group[..group.rfind('}').unwrap_or(group.len())];
    let (mut depth, mut start) = (0, 0);
    for (at, letter) in group.char_indices().chain([(group.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let branch = group[start..at].trim();
                if !branch.is_empty() {
                    expand(&format!("{prefix}{}", head.trim()), branch, paths);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// A path below the crate without `crate`, `self` and `super`; `None` for one of another crate.
fn absolute(path: &str, module: &str) -> Option<String> {
    let mut outer: Vec<&str> = module.split("::").collect();
    let mut segments = path.split("::").peekable();
    match *segments.peek()? {
        "crate" => {
            segments.next();
            outer.clear();
        }
        "self" | "super" => {
            while let Some(segment) = segments.next_if(|next| ["self", "super"].contains(next)) {
                if segment == "super" {
                    outer.pop();
                }
            }
        }
        _ => {}
    }
    let path = outer.into_iter().chain(segments).collect::<Vec<_>>();
    Some(path.join("::"))
}

/// The module that defines what a path names: the longest beginning of it that is a file.
fn defining_module(path: &str, modules: &Modules) -> Option<String> {
    let mut path = path.trim_end_matches("::self").trim_end_matches("::*");
    loop {
        if modules.contains_key(path) {
            return Some(path.to_owned());
        }
        path = path.rsplit_once("::")?.0;
    }
}
