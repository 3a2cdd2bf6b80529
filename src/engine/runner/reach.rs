//! Which jobs have lost the network (behaviour-1, 15.2). A computer that has no way to the world
//! may still reach itself, or its own network, and so may the jobs whose servers are there. So a
//! job has lost the network when its computer is cut off from the world (no route to anywhere) and
//! from the host as well that the job has to connect to next: its server, or the proxy before it.

use std::collections::HashMap;
use std::thread;

use url::{Host, Url};

use super::{Command, Mailbox};
use crate::engine::os::route;
use crate::engine::store::{FileRow, JobRow, Store};
use crate::engine::transfer::next_hop;

/// Finds out which of these jobs have no way to where they have to go, on a thread of its own: a
/// name may take long to be looked up. The runner is told.
pub fn find_lost(store: &'static Store, keys: Vec<u64>, mailbox: Mailbox) {
    let look = move || {
        let mut reachable = HashMap::new();
        let mut is_lost = |key: &u64| {
            let host = next_host(store, *key);
            host.is_some_and(|host| !*reachable.entry(host).or_insert_with_key(leads_to))
        };
        let lost = keys.into_iter().filter(|key| is_lost(key)).collect();
        mailbox.send(Command::LostNetwork(lost));
    };
    if let Err(error) = thread::Builder::new().name("bits-reach".into()).spawn(look) {
        log::warn!("jobs learn at their turn only that the network is lost: {error}");
    }
}

/// Where a job has to connect to next; `None`: nowhere, or only a turn can tell.
fn next_host(store: &Store, key: u64) -> Option<Host<String>> {
    let rows = store.read(|connection| {
        let row = JobRow::load(connection, key)?;
        let next = FileRow::first_unfinished(connection, key, 0)?
            .map(|next| FileRow::load(connection, key, next));
        Ok(row.zip(next.transpose()?.flatten()))
    });
    let (row, file) = rows.ok().flatten()?;
    next_hop(&row.data.settings.proxy, &Url::parse(&file.remote).ok()?)
}

/// Whether there is a way to the host.
fn leads_to(host: &Host<String>) -> bool {
    use std::net::ToSocketAddrs;
    match host {
        Host::Ipv4(address) => !route::is_unreachable((*address).into()),
        Host::Ipv6(address) => !route::is_unreachable((*address).into()),
        Host::Domain(name) => (name.as_str(), 0)
            .to_socket_addrs()
            .is_ok_and(|mut found| found.any(|address| !route::is_unreachable(address.ip()))),
    }
}
