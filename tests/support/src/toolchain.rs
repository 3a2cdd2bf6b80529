//! The built library, and compilers for C and C++ programs that use it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Standards of C and C++ in which the headers compile, from the oldest to the newest.
pub const C_STANDARDS: [&str; 4] = ["c99", "c11", "c17", "c2x"];
pub const CPP_STANDARDS: [&str; 4] = ["c++11", "c++14", "c++17", "c++20"];

/// Names the arguments that `.ci/sanitize` has for clang. They give a program the sanitizer that
/// the library was built with.
const SANITIZED: &str = "LIBBITS_SANITIZED";

/// Compiles a C or C++ program with AddressSanitizer and UndefinedBehaviorSanitizer, unless the
/// library was built with a sanitizer: a process can have only one.
pub fn add_sanitizers(compiler: &mut Command) {
    if std::env::var_os(SANITIZED).is_none() {
        compiler.args([
            "-fsanitize=address,undefined",
            "-fno-sanitize=vptr",
            "-fno-sanitize-recover=all",
        ]);
    }
}

/// The root of the repository.
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap()
}

/// Returns the sources with an extension in a folder of the repository, in alphabetical order.
pub fn sources(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    let mut sources: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    sources.sort();
    sources
}

/// Returns whether a source uses only the BITS API and standard C or C++, so that mingw-w64
/// compiles it.
pub fn is_portable_to_windows(source: &Path) -> bool {
    let text = std::fs::read_to_string(source).unwrap();
    !text.contains("Not portable to Windows")
}

/// Cargo's output folder for this profile, for example `target/release`.
pub fn target_dir() -> PathBuf {
    library_dir().parent().unwrap().to_owned()
}

/// The folder of the shared and the static library that belong to the running test. Creates the
/// link that has the soname of the shared library.
pub fn library_dir() -> PathBuf {
    let dir = std::env::current_exe()
        .unwrap()
        .parent()
        .unwrap()
        .to_owned();
    let (library, soname) = match cfg!(target_os = "macos") {
        true => ("libbits.dylib", "libbits.0.dylib"),
        false => ("libbits.so", "libbits.so.0"),
    };
    // It fails when another test has created the link.
    let _ = std::os::unix::fs::symlink(library, dir.join(soname));
    dir
}

/// A compiler that has this repository's headers and treats each warning as an error.
pub fn compiler(program: &str, standard: &str) -> Command {
    let program = match program {
        "gcc" if std::env::var_os(SANITIZED).is_some() => "clang",
        "g++" if std::env::var_os(SANITIZED).is_some() => "clang++",
        _ => program,
    };
    let mut command = Command::new(program);
    command
        .arg(format!("-std={standard}"))
        .args(["-Wall", "-Wextra", "-Wpedantic", "-Werror"]);
    command.arg("-I").arg(root().join("include"));
    command.arg("-I").arg(root().join("include/win"));
    command.arg("-I").arg(root().join("include/win/cased"));
    command
}

/// Compiles sources into a program linked with the shared library.
pub fn build(mut compiler: Command, sources: &[&Path], program: &Path) -> PathBuf {
    let library = library_dir();
    // Another process of the test may be running the program that exists.
    let fresh = PathBuf::from(format!("{}.{}", program.display(), std::process::id()));
    compiler
        .args(sources)
        .arg("-o")
        .arg(&fresh)
        .arg("-L")
        .arg(&library)
        .arg("-lbits");
    compiler.arg(format!("-Wl,-rpath,{}", library.display()));
    if let Ok(arguments) = std::env::var(SANITIZED) {
        compiler.args(arguments.split(' '));
    }
    if cfg!(target_os = "linux") {
        // RPATH comes before the LD_LIBRARY_PATH that Cargo sets, which may hold a library of
        // another build.
        compiler.arg("-Wl,--disable-new-dtags");
    }
    succeed(&mut compiler);
    std::fs::rename(fresh, program).unwrap();
    program.to_owned()
}

/// Runs a command that must succeed, and returns its standard output.
pub fn succeed(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let (stdout, stderr) = (
        String::from_utf8_lossy(&stdout),
        String::from_utf8_lossy(&stderr),
    );
    assert!(status.success(), "{command:?}: {status}\n{stdout}{stderr}");
    stdout.into_owned()
}

/// Runs jobs on as many threads as the machine has processors.
pub fn in_parallel<T: Send + Sync>(jobs: &[T], run: impl Fn(&T) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) =
                    jobs.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    run(job);
                }
            });
        }
    });
}
