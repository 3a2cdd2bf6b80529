//! The test harness. Unlike Rust's own it can decide at run time that a test is ignored: a test
//! whose requirements are missing is shown as ignored, with the reason, and counted.
//!
//! With `CI=true` a missing requirement is a failure. Tests that are marked `slow` run only with
//! `LIBBITS_SLOW` in the environment, or with `--ignored` or `--include-ignored`.

use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::needs::Need;
use crate::process::OwnProcess;

/// A registered test; the attribute [`macro@crate::test`] makes it.
pub struct Test {
    /// The module's path, which starts with the name of the program.
    module: &'static str,
    name: &'static str,
    body: fn(),
    needs: &'static [Need],
    is_slow: bool,
    process: Option<&'static OwnProcess>,
}

inventory::collect!(Test);

impl Test {
    pub const fn new(module: &'static str, name: &'static str, body: fn()) -> Test {
        Test {
            module,
            name,
            body,
            needs: &[],
            is_slow: false,
            process: None,
        }
    }

    /// Names what the test cannot run without.
    pub const fn needs(mut self, needs: &'static [Need]) -> Test {
        self.needs = needs;
        self
    }

    /// Excludes the test from ordinary runs.
    pub const fn slow(mut self) -> Test {
        self.is_slow = true;
        self
    }

    /// Runs the test in a process of its own.
    pub const fn process(mut self, process: &'static OwnProcess) -> Test {
        self.process = Some(process);
        self
    }

    /// The name as filters and the output have it: the module inside the program, and the function.
    fn path(&self) -> String {
        match self.module.split_once("::") {
            Some((_, module)) => format!("{module}::{}", self.name),
            None => self.name.to_owned(),
        }
    }

    /// The requirements, which the output and `--list` show before the name.
    fn kind(&self) -> String {
        let slow = self.is_slow.then(|| "slow: LIBBITS_SLOW=1".to_owned());
        let names: Vec<&str> = self.needs.iter().map(Need::name).collect();
        let needs = (!names.is_empty()).then(|| format!("needs {}", names.join(", ")));
        let parts: Vec<String> = slow.into_iter().chain(needs).collect();
        parts.join("; ")
    }

    fn trial(&'static self) -> Trial {
        let is_left_out = self.is_slow && !runs_slow_tests();
        Trial::ignorable_test(self.path(), || self.run())
            .with_kind(self.kind())
            .with_ignored_flag(is_left_out)
    }

    fn run(&self) -> Result<Completion, Failed> {
        let path = self.path();
        if self.process.is_some() && OwnProcess::is_this_one_for(&path) {
            (self.body)();
            return Ok(Completion::Completed);
        }
        if let Some(missing) = self.needs.iter().find_map(|need| need.check().err()) {
            return match std::env::var("CI").as_deref() {
                Ok("true") => Err(Failed::from(format!("missing in CI: {missing}"))),
                _ => Ok(Completion::ignored_with(missing)),
            };
        }
        match self.process {
            Some(process) => process.run(&path),
            None => run_in_named_thread(path, self.body),
        }
        Ok(Completion::Completed)
    }
}

/// Runs a test in a thread of its name, which a panic's message then shows.
fn run_in_named_thread(name: String, body: fn()) {
    let thread = thread::Builder::new().name(name).spawn(body).unwrap();
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}

/// Tells whether slow tests run, and other tests run with all their cases instead of a sample.
pub fn runs_slow_tests() -> bool {
    std::env::var_os("LIBBITS_SLOW").is_some()
}

/// Runs the tests of this program that the arguments select.
pub fn run() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut tests: Vec<&Test> = inventory::iter::<Test>.into_iter().collect();
    assert!(
        !tests.is_empty(),
        "no test uses the attribute of this crate"
    );
    tests.sort_by_key(|test| test.path());
    let trials = tests.into_iter().map(Test::trial).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
