//! Renders the C headers and the table of messages into `OUT_DIR`, and names the shared library.

#[path = "src/abi/render/mod.rs"]
mod render;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    for path in ["build.rs", "cbindgen.toml", "src/abi"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    for (path, text) in render::headers(&root) {
        write(&out.join("include").join(path), &text);
    }
    write(&out.join("messages.rs"), &render::messages(&root));
    name_shared_library();
    link_runtime_name(&out);
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

/// Links the name that programs look for at run time to the library that cargo is about to build,
/// so that `-Ltarget/release -lbits` and `LD_LIBRARY_PATH=target/release` are enough.
#[cfg(unix)]
fn link_runtime_name(out: &Path) {
    // target/release/build/libbits-1234/out
    let Some(folder) = out.ancestors().nth(3) else {
        return;
    };
    let (name, library) = match env::var("CARGO_CFG_TARGET_OS").unwrap().as_str() {
        "macos" => ("libbits.0.dylib", "libbits.dylib"),
        _ => ("libbits.so.0", "libbits.so"),
    };
    let _ = fs::remove_file(folder.join(name));
    if let Err(error) = std::os::unix::fs::symlink(library, folder.join(name)) {
        println!("cargo:warning={name} could not be made: {error}");
    }
}

#[cfg(not(unix))]
fn link_runtime_name(_out: &Path) {}

/// Names the shared library and keeps it loaded (`nodelete`), because it has threads of its own.
fn name_shared_library() {
    let arguments: &[&str] = match env::var("CARGO_CFG_TARGET_OS").unwrap().as_str() {
        "macos" => &["-Wl,-install_name,@rpath/libbits.0.dylib"],
        _ => &["-Wl,-soname,libbits.so.0", "-Wl,-z,nodelete"],
    };
    for argument in arguments {
        println!("cargo:rustc-cdylib-link-arg={argument}");
    }
}
