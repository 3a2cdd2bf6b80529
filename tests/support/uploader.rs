//! Drives an upload as the engine does, blocking: every step is stored before it is acted upon.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY;
use bits::engine::Ranges;
use bits::engine::transfer::{self, Fetch, HttpOptions, Network, Patience, Version};
use bits::engine::upload::{Action, Event, Line, Session, Source, Target, Upload, address};
use bits::engine::{Failure, ProxySettings};
use url::Url;

const DEADLINE: Duration = Duration::from_secs(60);

/// What a job would say, and what its store would hold.
pub struct Uploader {
    pub options: HttpOptions,
    pub remote: Url,
    pub local: PathBuf,
    pub wants_reply: bool,
    /// The session as the store has it.
    pub stored: String,
    /// Where the reply goes.
    pub reply: PathBuf,
    patience: Patience,
}

impl Uploader {
    pub fn new(remote: &str, local: &Path) -> Uploader {
        Uploader {
            options: HttpOptions {
                proxy: ProxySettings {
                    usage: BG_JOB_PROXY_USAGE_NO_PROXY,
                    list: None,
                    bypass: None,
                },
                credentials: Vec::new(),
                custom_headers: None,
                security_flags: 0,
                method: None,
            },
            remote: Url::parse(remote).unwrap(),
            local: local.to_owned(),
            wants_reply: false,
            stored: serde_json::to_string(&Session::default()).unwrap(),
            reply: local.with_extension("reply"),
            patience: Patience {
                connect: Duration::from_secs(5),
                silence: Duration::from_secs(20),
            },
        }
    }

    /// A client that gives up soon.
    pub fn impatient(remote: &str, local: &Path) -> Uploader {
        let patience = Patience {
            connect: Duration::from_secs(2),
            silence: Duration::from_millis(400),
        };
        Uploader {
            patience,
            ..Uploader::new(remote, local)
        }
    }

    pub fn session(&self) -> Session {
        serde_json::from_str(&self.stored).unwrap()
    }

    /// Runs the upload until there is nothing more to do for now.
    pub fn run(&mut self) -> Action {
        self.run_until(|_| false).unwrap()
    }

    /// Runs the upload, but dies before the first action that `dies` picks: `None`.
    pub fn run_until(&mut self, dies: impl FnMut(&Action) -> bool) -> Option<Action> {
        self.drive(Event::Start, dies)
    }

    /// Cancels the upload in a fresh process.
    pub fn cancel(&mut self) -> Action {
        self.drive(Event::Cancel, |_| false).unwrap()
    }

    /// Runs again after every failure that another try may mend.
    pub fn persist(&mut self) -> Action {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match self.run() {
                Action::Failed(failure) if failure.transient => {
                    assert!(Instant::now() < deadline, "{failure:x?}")
                }
                other => return other,
            }
        }
    }

    pub fn expect_done(&mut self) {
        let end = self.persist();
        assert!(matches!(end, Action::Done { .. }), "{end:x?}");
    }

    pub fn expect_failure(&mut self) -> Failure {
        match self.run() {
            Action::Failed(failure) => failure,
            other => panic!("{other:x?}"),
        }
    }

    fn drive(&mut self, first: Event, mut dies: impl FnMut(&Action) -> bool) -> Option<Action> {
        let mut session = self.session();
        let source = match Source::open(&self.local, session.source) {
            Ok(source) => source,
            Err(failure) => return Some(Action::Failed(failure)),
        };
        session.source = Some(source.stamp());
        let target = Target {
            remote: self.remote.clone(),
            size: source.stamp().size,
            content_name: address::content_name(self.local.to_str().unwrap()),
            wants_reply: self.wants_reply,
        };
        let mut upload = Upload::new(target, session);
        let mut network = Network::with_patience(self.patience).unwrap();
        let mut line = Line::new(Some(source), Arc::new(self.options.clone()));
        let mut event = first;
        loop {
            let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
            let action = upload.step(event, now);
            self.stored = serde_json::to_string(upload.session()).unwrap();
            if dies(&action) {
                return None;
            }
            event = match action {
                Action::Send(request) => exchange(&mut network, &mut line, request),
                Action::FetchReply { url, foreign } => {
                    match self.fetch_reply(&mut network, &url, foreign) {
                        Ok(()) => Event::ReplyFetched,
                        Err(failure) => return Some(Action::Failed(failure)),
                    }
                }
                end => return Some(end),
            };
        }
    }

    fn fetch_reply(&self, network: &mut Network, url: &Url, foreign: bool) -> Result<(), Failure> {
        let options = if foreign {
            self.options.for_stranger()
        } else {
            self.options.clone()
        };
        let _ = fs::remove_file(&self.reply);
        network.start(Fetch {
            remote: url.to_string(),
            path: self.reply.clone(),
            offset: 0,
            version: Version::default(),
            ranges: Ranges::default(),
            place: None,
            foreground: false,
            options: Arc::new(options),
        });
        let deadline = Instant::now() + DEADLINE;
        loop {
            assert!(Instant::now() < deadline, "the reply does not come");
            for (_, event) in network.wait(Duration::from_millis(200)) {
                match event {
                    transfer::Event::Finished { .. } => return Ok(()),
                    transfer::Event::Failed { failure, .. } => return Err(failure),
                    _ => {}
                }
            }
        }
    }
}

fn exchange(
    network: &mut Network,
    line: &mut Line,
    request: bits::engine::upload::Request,
) -> Event {
    line.send(network, request);
    let deadline = Instant::now() + DEADLINE;
    loop {
        assert!(Instant::now() < deadline, "no answer and no failure");
        for (id, event) in network.wait(Duration::from_millis(200)) {
            if let Some(event) = line.receive(id, event) {
                return event;
            }
        }
    }
}
