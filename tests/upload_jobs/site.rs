//! The example server that receives the uploads.

use std::fs;
use std::net::SocketAddr;

use bits_test_support::bits_server::{Config, Server};
use bits_test_support::fixture::wait_until;

/// An example server with a folder of its own. It can stop and start again at the same address.
pub struct Site {
    pub root: tempfile::TempDir,
    config: Config,
    server: Option<Server>,
    pub addr: SocketAddr,
}

impl Site {
    pub fn new(configure: impl FnOnce(&mut Config)) -> Site {
        let root = tempfile::tempdir().unwrap();
        let mut config = Config::new(root.path());
        configure(&mut config);
        let server = Server::start(config.clone()).unwrap();
        let addr = server.addr();
        config.listen = addr;
        Site {
            root,
            config,
            server: Some(server),
            addr,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.addr)
    }

    /// Stops the server, and waits until its clients can see the ends of their connections.
    pub fn stop(&mut self) {
        drop(self.server.take());
        let established = format!(":{:04X} 01 ", self.addr.port());
        wait_until("the ends of the connections", || {
            let sockets = fs::read_to_string("/proc/net/tcp").unwrap_or_default();
            !sockets.contains(&established)
        });
    }

    pub fn start_again(&mut self) {
        self.server = Some(Server::start(self.config.clone()).unwrap());
    }

    pub fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.root.path().join(name)).unwrap()
    }

    /// The number of open sessions.
    pub fn sessions(&self) -> usize {
        let requests = self.root.path().join("BITS-Sessions/Requests");
        fs::read_dir(requests).map_or(0, |entries| entries.count())
    }
}
