//! Runs an upload as the engine does, but blocking: each step is stored before it is executed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_NO_PROXY;
use bits::engine::{Failure, ProxySettings, Ranges, TrustedHosts};
use bits::testing::{
    Attempts, ConnectionGroup, Fetch, HttpOptions, HttpUrl, Network, RemoteName, Timeouts,
    TransferEvent, Version,
};
use bits::testing::{
    Connection, UploadAction, UploadEvent, UploadProtocol, UploadSession, UploadSource,
    UploadTarget, address,
};

const DEADLINE: Duration = Duration::from_secs(60);

/// The options of a job, and the content of its store.
pub struct Uploader {
    pub options: HttpOptions,
    pub remote: HttpUrl,
    pub trusted_hosts: TrustedHosts,
    pub local: PathBuf,
    pub wants_reply: bool,
    /// Servers of HTTP/1.0 are refused.
    pub requires_http_1_1: bool,
    /// The stored session.
    pub stored: String,
    /// The file for the reply.
    pub reply: PathBuf,
    patience: Timeouts,
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
                connections: Some(ConnectionGroup::unique()),
            },
            remote: HttpUrl::parse(remote).unwrap(),
            trusted_hosts: TrustedHosts::default(),
            local: local.to_owned(),
            wants_reply: false,
            requires_http_1_1: false,
            stored: serde_json::to_string(&UploadSession::default()).unwrap(),
            reply: local.with_extension("reply"),
            patience: Timeouts {
                connect: Duration::from_secs(5),
                inactivity: Duration::from_secs(20),
                first_byte: Duration::from_secs(100),
                ..Timeouts::default()
            },
        }
    }

    /// A client with short timeouts.
    pub fn impatient(remote: &str, local: &Path) -> Uploader {
        let patience = Timeouts {
            connect: Duration::from_secs(2),
            inactivity: Duration::from_millis(400),
            first_byte: Duration::from_secs(2),
            ..Timeouts::default()
        };
        Uploader {
            patience,
            ..Uploader::new(remote, local)
        }
    }

    pub fn session(&self) -> UploadSession {
        serde_json::from_str(&self.stored).unwrap()
    }

    /// Runs the upload until it has nothing more to do for now.
    pub fn run(&mut self) -> UploadAction {
        self.run_until(|_| false).unwrap()
    }

    /// Runs the upload, but stops before the first action that `dies` selects; it returns `None`
    /// then.
    pub fn run_until(&mut self, dies: impl FnMut(&UploadAction) -> bool) -> Option<UploadAction> {
        self.drive(UploadEvent::Start, dies)
    }

    /// Cancels the upload as a new process.
    pub fn cancel(&mut self) -> UploadAction {
        self.drive(UploadEvent::Cancel, |_| false).unwrap()
    }

    /// Runs again after each transient failure.
    pub fn persist(&mut self) -> UploadAction {
        let deadline = Instant::now() + DEADLINE;
        loop {
            match self.run() {
                UploadAction::Failed(failure) if failure.transient => {
                    assert!(Instant::now() < deadline, "{failure:x?}")
                }
                other => return other,
            }
        }
    }

    pub fn expect_done(&mut self) {
        let end = self.persist();
        assert!(matches!(end, UploadAction::Done { .. }), "{end:x?}");
    }

    pub fn expect_failure(&mut self) -> Failure {
        match self.run() {
            UploadAction::Failed(failure) => failure,
            other => panic!("{other:x?}"),
        }
    }

    fn drive(
        &mut self,
        first: UploadEvent,
        mut dies: impl FnMut(&UploadAction) -> bool,
    ) -> Option<UploadAction> {
        let mut session = self.session();
        let source = match UploadSource::open(&self.local, session.source) {
            Ok(source) => source,
            Err(failure) => return Some(UploadAction::Failed(failure)),
        };
        session.source = Some(source.stamp());
        let target = UploadTarget {
            remote: self.remote.clone(),
            trusted_hosts: self.trusted_hosts.clone(),
            size: source.stamp().size,
            content_name: address::content_name(self.local.to_str().unwrap()),
            wants_reply: self.wants_reply,
            requires_http_1_1: self.requires_http_1_1,
        };
        let mut upload = UploadProtocol::new(target, session);
        let mut network = Network::with_timeouts(self.patience).unwrap();
        let mut line = Connection::new(Some(source), Arc::new(self.options.clone()));
        let mut event = first;
        loop {
            let now = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
            let action = upload.step(event, now);
            self.stored = serde_json::to_string(upload.session()).unwrap();
            if dies(&action) {
                return None;
            }
            event = match action {
                UploadAction::Send(request) => exchange(&mut network, &mut line, request),
                UploadAction::FetchReply { url, untrusted } => {
                    match self.fetch_reply(&mut network, &url, untrusted) {
                        Ok(()) => UploadEvent::ReplyFetched,
                        Err(failure) => return Some(UploadAction::Failed(failure)),
                    }
                }
                end => return Some(end),
            };
        }
    }

    fn fetch_reply(
        &self,
        network: &mut Network,
        url: &HttpUrl,
        untrusted: bool,
    ) -> Result<(), Failure> {
        let options = if untrusted {
            self.options.for_untrusted_host()
        } else {
            self.options.clone()
        };
        let _ = fs::remove_file(&self.reply);
        network.start(Fetch {
            remote: RemoteName::http(url.clone()),
            path: self.reply.clone(),
            offset: 0,
            version: Version::default(),
            ranges: Ranges::default(),
            write_at: None,
            requires_ranges: true,
            attempts: Attempts::default(),
            options: Arc::new(options),
        });
        let deadline = Instant::now() + DEADLINE;
        loop {
            assert!(Instant::now() < deadline, "the reply does not come");
            for (_, event) in network.wait(Duration::from_millis(200)) {
                match event {
                    TransferEvent::Finished { .. } => return Ok(()),
                    TransferEvent::Failed { failure, .. } => return Err(failure),
                    _ => {}
                }
            }
        }
    }
}

fn exchange(
    network: &mut Network,
    line: &mut Connection,
    request: bits::testing::HttpRequest,
) -> UploadEvent {
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
