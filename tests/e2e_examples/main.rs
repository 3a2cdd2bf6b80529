//! The programs in `examples/` compile with each compiler and standard, and do what they say.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bits_test_support::bits_server::{Application, Config, Server};
use bits_test_support::needs::{CLANG, CLANGXX, GCC, GXX, MINGW_GCC, MINGW_GXX};
use bits_test_support::toolchain::{build, compiler, in_parallel, root, succeed};

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}

const C_STANDARDS: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP_STANDARDS: [&str; 4] = ["c++11", "c++14", "c++17", "c++20"];
const C: [&str; 3] = ["download.c", "upload.c", "job_types.c"];
const CPP: [&str; 2] = ["download.cpp", "upload_reply.cpp"];

fn source(name: &str) -> PathBuf {
    root().join("examples").join(name)
}

#[test(needs = [GCC])]
fn c_examples_compile_with_gcc() {
    compile("gcc", C_STANDARDS, &C);
}

#[test(needs = [CLANG])]
fn c_examples_compile_with_clang() {
    compile("clang", C_STANDARDS, &C);
}

#[test(needs = [GXX])]
fn cpp_examples_compile_with_gxx() {
    compile("g++", CPP_STANDARDS, &CPP);
}

#[test(needs = [CLANGXX])]
fn cpp_examples_compile_with_clangxx() {
    compile("clang++", CPP_STANDARDS, &CPP);
}

fn compile(program: &str, standards: [&str; 4], names: &[&str]) {
    let jobs: Vec<_> = standards
        .iter()
        .flat_map(|standard| names.iter().map(move |name| (standard, name)))
        .collect();
    in_parallel(&jobs, |(standard, name)| {
        succeed(
            compiler(program, standard)
                .arg("-fsyntax-only")
                .arg(source(name)),
        );
    });
}

#[test(needs = [MINGW_GCC])]
fn c_examples_compile_for_windows() {
    compile_for_windows("x86_64-w64-mingw32-gcc", &C);
}

#[test(needs = [MINGW_GXX])]
fn cpp_examples_compile_for_windows() {
    compile_for_windows("x86_64-w64-mingw32-g++", &CPP);
}

/// Compiles and links with the headers and libraries of mingw-w64.
fn compile_for_windows(program: &str, names: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    in_parallel(names, |name| {
        let mut command = Command::new(program);
        command
            .args(["-Wall", "-Wextra", "-Werror"])
            .arg(source(name))
            .arg("-o")
            .arg(folder.path().join(name));
        succeed(command.arg("-lole32"));
    });
}

/// A folder with a program, a queue and the root of a server.
struct Workspace {
    folder: tempfile::TempDir,
    server: Server,
    program: PathBuf,
}

impl Workspace {
    fn new(name: &str, application: Application) -> Workspace {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        let config = Config {
            application,
            ..Config::new(folder.path().join("root"))
        };
        let server = Server::start(config).unwrap();
        let compile = if name.ends_with(".c") {
            compiler("gcc", "c99")
        } else {
            compiler("g++", "c++11")
        };
        let program = build(compile, &[&source(name)], &folder.path().join("program"));
        Workspace {
            folder,
            server,
            program,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self, name: &str) -> String {
        format!("http://{}/{name}", self.server.addr())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(&self.program)
            .args(arguments)
            .env("BITS_HOME", self.path("home"))
            .output()
            .unwrap()
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[track_caller]
fn assert_success(output: &Output) {
    assert!(output.status.success(), "{output:?}");
}

#[test(needs = [GCC])]
fn downloads_of_the_c_program_arrive() {
    download_twice("download.c");
}

#[test(needs = [GXX])]
fn downloads_of_the_cpp_program_arrive() {
    download_twice("download.cpp");
}

fn download_twice(name: &str) {
    let workspace = Workspace::new(name, Application::None);
    let data: Vec<u8> = (0..3_000_000u32).map(|at| (at >> 3) as u8).collect();
    fs::write(workspace.path("root/a.bin"), &data).unwrap();
    for local in ["first", "second"] {
        let local = workspace.path(local);
        assert_success(&workspace.run(&[&workspace.url("a.bin"), text(&local)]));
        assert!(fs::read(local).unwrap() == data);
    }
}

#[test(needs = [GCC])]
fn a_failed_download_of_the_c_program_says_why() {
    fail_to_download("download.c");
}

#[test(needs = [GXX])]
fn a_failed_download_of_the_cpp_program_says_why() {
    fail_to_download("download.cpp");
}

fn fail_to_download(name: &str) {
    let workspace = Workspace::new(name, Application::None);
    let output = workspace.run(&[&workspace.url("missing"), text(&workspace.path("local"))]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("404"),
        "{output:?}"
    );
    assert!(!workspace.path("local").exists());
    assert_eq!(workspace.run(&[]).status.code(), Some(2));
}

#[test(needs = [GCC])]
fn an_upload_arrives() {
    let workspace = Workspace::new("upload.c", Application::None);
    let data: Vec<u8> = (0..3_000_000u32).map(|at| (at >> 3) as u8).collect();
    fs::write(workspace.path("local"), &data).unwrap();
    assert_success(&workspace.run(&[text(&workspace.path("local")), &workspace.url("a.bin")]));
    assert!(fs::read(workspace.path("root/a.bin")).unwrap() == data);
}

#[test(needs = [GXX])]
fn an_upload_gets_its_reply() {
    let workspace = Workspace::new("upload_reply.cpp", Application::Program("/bin/cp".into()));
    fs::write(workspace.path("local"), "a question").unwrap();
    let output = workspace.run(&[
        text(&workspace.path("local")),
        &workspace.url("a.bin"),
        text(&workspace.path("reply")),
    ]);
    assert_success(&output);
    assert!(
        String::from_utf8_lossy(&output.stdout).ends_with("\n10 bytes of reply:\na question\n"),
        "{output:?}"
    );
    assert_eq!(fs::read(workspace.path("reply")).unwrap(), b"a question");
}
