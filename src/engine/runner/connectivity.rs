//! Connectivity: watches the network's routes, and finds the jobs that have lost the network.
//!
//! A computer without a route to other networks may still reach itself and its own network.
//! Therefore a job has lost the network when its computer has no route to anywhere and none to the
//! host that the job has to connect to next: its server, or the proxy before the server.

use std::collections::HashMap;
use std::thread;

use url::Host;

use crate::engine::model::remote_name::Location;
use crate::engine::platform::route::{self, RouteMonitor};
use crate::engine::runner::mailbox::{Mailbox, RunnerCommand};
use crate::engine::store::database::Store;
use crate::engine::store::file_row::FileRow;
use crate::engine::store::job_row::JobRow;
use crate::engine::transfer::proxy::next_hop;

/// Finds which of these jobs have no route to the next host, and sends their keys to the runner.
/// Runs on a thread of its own, `bits-lookup`: the lookup of a name may take long.
pub fn find_lost(store: &'static Store, keys: Vec<u64>, mailbox: Mailbox) {
    let look = move || {
        let mut reachable = HashMap::new();
        let mut is_lost = |key: &u64| {
            let host = next_host(store, *key);
            host.is_some_and(|host| !*reachable.entry(host).or_insert_with_key(leads_to))
        };
        let lost = keys.into_iter().filter(|key| is_lost(key)).collect();
        mailbox.send(RunnerCommand::NetworkLost(lost));
    };
    if let Err(error) = thread::Builder::new()
        .name("bits-lookup".into())
        .spawn(look)
    {
        log::warn!("jobs learn at their turn only that the network is lost: {error}");
    }
}

/// Returns the host that a job has to connect to next; `None` for a job that needs no host, or
/// whose host only a transfer can tell.
fn next_host(store: &Store, key: u64) -> Option<Host<String>> {
    let rows = store.read(|connection| {
        let row = JobRow::load(connection, key)?;
        let next = FileRow::first_unfinished(connection, key, 0)?
            .map(|next| FileRow::load(connection, key, next));
        Ok(row.zip(next.transpose()?.flatten()))
    });
    let (row, file) = rows.ok().flatten()?;
    match file.remote.location().ok()? {
        Location::Http(url) => next_hop(&row.data.settings.proxy, url),
        Location::Local(_) => None,
    }
}

/// Returns whether there is a route to the host.
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

/// Starts the thread `bits-routes`, which tells the runner of changed routes. It ends at the first
/// change after the end of the runner.
pub fn watch_network(mailbox: Mailbox) {
    let watch = |mut changes: RouteMonitor| {
        thread::Builder::new()
            .name("bits-routes".into())
            .spawn(move || {
                loop {
                    match changes.wait() {
                        Ok(change) if mailbox.send(RunnerCommand::NetworkChanged(change)) => {}
                        Ok(_) => return,
                        Err(error) => {
                            return log::warn!("the network is not watched any more: {error}");
                        }
                    }
                }
            })
    };
    if let Err(error) = RouteMonitor::open().and_then(watch) {
        log::info!("the network cannot be watched, jobs wait for their retry delay: {error}");
    }
}
