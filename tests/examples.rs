//! What users copy from `examples/` compiles wherever they may compile it, and does what it says.

#[path = "../examples/bits_server/mod.rs"]
mod bits_server;
mod support;

use bits_server::{Application, Config, Server};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{build, compiler, in_parallel, need, root, succeed};

const C: [&str; 3] = ["download.c", "upload.c", "job_types.c"];
const CPP: [&str; 2] = ["download.cpp", "upload_reply.cpp"];

fn source(name: &str) -> PathBuf {
    root().join("examples").join(name)
}

#[test]
fn every_compiler_takes_them() {
    if ["gcc", "clang", "g++", "clang++"]
        .into_iter()
        .any(|program| !need(program))
    {
        return;
    }
    let mut jobs = vec![];
    for (compilers, standards, names) in [
        (["gcc", "clang"], ["c99", "c11", "c17", "c2x"], &C[..]),
        (
            ["g++", "clang++"],
            ["c++11", "c++14", "c++17", "c++20"],
            &CPP[..],
        ),
    ] {
        for program in compilers {
            jobs.extend(
                standards
                    .iter()
                    .flat_map(|standard| names.iter().map(move |name| (program, *standard, *name))),
            );
        }
    }
    in_parallel(&jobs, |(program, standard, name)| {
        succeed(
            compiler(program, standard)
                .arg("-fsyntax-only")
                .arg(source(name)),
        );
    });
}

#[test]
fn windows_takes_them_with_its_own_headers() {
    let (gcc, gpp) = ("x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-g++");
    if !need(gcc) || !need(gpp) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let jobs: Vec<_> = C
        .iter()
        .map(|name| (gcc, name))
        .chain(CPP.iter().map(|name| (gpp, name)))
        .collect();
    in_parallel(&jobs, |(program, name)| {
        let mut command = Command::new(program);
        command
            .args(["-Wall", "-Wextra", "-Werror"])
            .arg(source(name))
            .arg("-o")
            .arg(folder.path().join(name));
        succeed(command.arg("-lole32"));
    });
}

/// A folder with a program, a queue, and a server's root in it.
struct Place {
    folder: tempfile::TempDir,
    server: Server,
    program: PathBuf,
}

impl Place {
    fn new(name: &str, application: Application) -> Place {
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
        Place {
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

#[test]
fn downloads_arrive_one_program_after_the_other() {
    for name in ["download.c", "download.cpp"] {
        if !need("gcc") || !need("g++") {
            return;
        }
        let place = Place::new(name, Application::None);
        let data: Vec<u8> = (0..3_000_000u32).map(|at| (at >> 3) as u8).collect();
        fs::write(place.path("root/a.bin"), &data).unwrap();
        for local in ["first", "second"] {
            let local = place.path(local);
            assert_success(&place.run(&[&place.url("a.bin"), text(&local)]));
            assert!(fs::read(local).unwrap() == data);
        }
    }
}

#[test]
fn a_download_that_cannot_be_says_why() {
    for name in ["download.c", "download.cpp"] {
        if !need("gcc") || !need("g++") {
            return;
        }
        let place = Place::new(name, Application::None);
        let output = place.run(&[&place.url("missing"), text(&place.path("local"))]);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("404"),
            "{output:?}"
        );
        assert!(!place.path("local").exists());
        assert_eq!(place.run(&[]).status.code(), Some(2));
    }
}

#[test]
fn an_upload_arrives() {
    if !need("gcc") {
        return;
    }
    let place = Place::new("upload.c", Application::None);
    let data: Vec<u8> = (0..3_000_000u32).map(|at| (at >> 3) as u8).collect();
    fs::write(place.path("local"), &data).unwrap();
    assert_success(&place.run(&[text(&place.path("local")), &place.url("a.bin")]));
    assert!(fs::read(place.path("root/a.bin")).unwrap() == data);
}

#[test]
fn an_upload_gets_its_reply() {
    if !need("g++") {
        return;
    }
    let place = Place::new("upload_reply.cpp", Application::Program("/bin/cp".into()));
    fs::write(place.path("local"), "a question").unwrap();
    let output = place.run(&[
        text(&place.path("local")),
        &place.url("a.bin"),
        text(&place.path("reply")),
    ]);
    assert_success(&output);
    assert!(
        String::from_utf8_lossy(&output.stdout).ends_with("\n10 bytes of reply:\na question\n"),
        "{output:?}"
    );
    assert_eq!(fs::read(place.path("reply")).unwrap(), b"a question");
}
