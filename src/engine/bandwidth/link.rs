//! The link that background jobs send or receive over, and how much of it they may have.

use std::fs;
use std::time::Instant;

use crate::engine::bandwidth::controller::BandwidthController;
use crate::engine::platform;
use crate::engine::platform::socket::{Direction, Flow};

/// The way to one server, or from it: the interface it leads through, and the controller for it.
#[derive(Default)]
pub struct Link {
    /// The socket that was looked at last, and what it had carried.
    socket: Option<(Flow, u64)>,
    /// Kept from one transfer to the next.
    interface: Option<Interface>,
}

struct Interface {
    name: String,
    direction: Direction,
    carried: u64,
    controller: BandwidthController,
}

impl Link {
    /// Looks at the counters: those of the socket that carries a background job's data, and of the
    /// interface it belongs to.
    pub fn measure(&mut self, now: Instant, flow: Option<Flow>) {
        let Some((flow, (carried, round_trip))) =
            flow.and_then(|flow| Some((flow, platform::socket::traffic(flow)?)))
        else {
            return; // between two transfers, which may share a socket
        };
        let before = self.socket.replace((flow, carried));
        let before = before.filter(|(same, before)| *same == flow && *before <= carried);
        if before.is_none() {
            self.look_up(flow);
        }
        let Some(interface) = &mut self.interface else {
            return;
        };
        let Some(total) = carried_by(&interface.name, flow.direction) else {
            return self.interface = None;
        };
        let own = carried - before.map_or(0, |(_, before)| before);
        interface
            .controller
            .record(now, total.saturating_sub(interface.carried), own);
        interface.carried = total;
        if flow.direction == Direction::Receiving {
            let limited = interface.controller.limit().is_some();
            platform::socket::bound_window(
                flow.socket,
                interface.controller.window(round_trip),
                limited,
            );
        }
    }

    /// Lets a foreground job have all it can get from a socket, which a background job may have
    /// used before.
    pub fn widen(&self, flow: Flow) {
        if self.interface.is_some() && flow.direction == Direction::Receiving {
            platform::socket::bound_window(flow.socket, u32::MAX, false);
        }
    }

    /// Finds the interface. There is none to be shared on the way to a server on this machine.
    fn look_up(&mut self, flow: Flow) {
        let name = platform::socket::interface_of(flow.socket).filter(|name| name != "lo");
        let known = self
            .interface
            .as_ref()
            .map(|known| (&known.name, known.direction));
        if known == name.as_ref().map(|name| (name, flow.direction)) {
            return;
        }
        self.interface = name.and_then(|name| {
            Some(Interface {
                carried: carried_by(&name, flow.direction)?,
                name,
                direction: flow.direction,
                controller: BandwidthController::new(flow.direction),
            })
        });
    }

    /// Bytes a second that background jobs may send or receive; `None`: as many as they get.
    pub fn limit(&self) -> Option<u64> {
        self.interface.as_ref()?.controller.limit()
    }
}

/// The headers of a packet: Ethernet, IPv4, TCP with a time stamp.
const HEADERS: u64 = 66;

/// Bytes that went over an interface since it came up, without headers; `None` where the system
/// does not tell.
fn carried_by(interface: &str, direction: Direction) -> Option<u64> {
    let table = fs::read_to_string("/proc/thread-self/net/dev").ok()?;
    let mut rows = table
        .lines()
        .filter_map(|line| line.trim_start().split_once(':'));
    let (_, counters) = rows.find(|(name, _)| *name == interface)?;
    // Eight columns for what came, and as many for what went.
    let first = if direction == Direction::Receiving {
        0
    } else {
        8
    };
    let mut counters = counters
        .split_whitespace()
        .skip(first)
        .map(str::parse::<u64>);
    let (bytes, packets) = (counters.next()?.ok()?, counters.next()?.ok()?);
    Some(bytes.saturating_sub(packets * HEADERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_system_counts() {
        use std::io::{Read, Write};
        use std::net::{TcpListener, TcpStream};
        use std::os::fd::AsRawFd;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        assert_eq!(
            platform::socket::interface_of(client.as_raw_fd()).as_deref(),
            Some("lo")
        );
        let before = [Direction::Receiving, Direction::Sending]
            .map(|direction| carried_by("lo", direction).unwrap());
        let mut server = listener.accept().unwrap().0;
        server.write_all(&[0; 50_000]).unwrap();
        client.read_exact(&mut [0; 50_000]).unwrap();
        let carried = |socket: &TcpStream, direction| {
            let socket = socket.as_raw_fd();
            platform::socket::traffic(Flow { socket, direction })
                .unwrap()
                .0
        };
        assert_eq!(carried(&client, Direction::Receiving), 50_000);
        assert!(carried(&server, Direction::Sending) > 0); // the last may still be on their way back
        assert!(carried_by("lo", Direction::Receiving).unwrap() >= before[0] + 40_000);
        assert!(carried_by("lo", Direction::Sending).unwrap() >= before[1] + 40_000);
        assert_eq!(carried_by("no such interface", Direction::Sending), None);
    }
}
