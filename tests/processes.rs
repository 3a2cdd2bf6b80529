//! One queue, many processes, one runner: what each of them sees, and what becomes of the queue
//! when one of them ends.

#[path = "processes/agent.rs"]
mod agent;
#[path = "support/child.rs"]
mod child;
#[path = "processes/daemon.rs"]
mod daemon;
#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "processes/folder.rs"]
mod folder;
#[path = "processes/forks.rs"]
mod forks;
#[path = "support/listener.rs"]
#[allow(dead_code)]
mod listener;
#[path = "processes/on_demand.rs"]
mod on_demand;
#[path = "processes/shared_queue.rs"]
mod shared_queue;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;

#[test]
fn child() {
    child::play(&[
        ("agent", agent::play),
        ("unmasked", folder::play_unmasked),
        ("forking", forks::play),
        ("opener", forks::play_opener),
    ]);
}
