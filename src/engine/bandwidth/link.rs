//! Link of the background jobs: its byte counters, and the bandwidth controller for it.
//!
//! The event loop of the runner owns one [`Link`], feeds it with the sockets of the running
//! transfers, and applies its limit to all background transfers. On a system that does not report
//! the counters there is no limit.

use std::fs;
use std::time::Instant;

use crate::engine::bandwidth::controller::BandwidthController;
use crate::engine::platform;
use crate::engine::platform::socket::{Direction, Flow};

/// Network interface of the background transfers and its controller.
#[derive(Default)]
pub struct Link {
    /// Socket of the last measurement, and the bytes that it had transferred by then.
    socket: Option<(Flow, u64)>,
    /// Interface that the socket belongs to. It is kept from one transfer to the next, together
    /// with the state of its controller; `None` for a server on this machine.
    interface: Option<MeasuredInterface>,
}

/// One direction of a network interface.
struct MeasuredInterface {
    name: String,
    direction: Direction,
    /// Bytes that the interface had transferred at the last measurement.
    transferred: u64,
    controller: BandwidthController,
}

impl Link {
    /// Reads the byte counters of the socket of a background transfer and of its interface, feeds
    /// the controller with them, and adapts the receive window of the socket.
    pub fn measure(&mut self, now: Instant, flow: Option<Flow>) {
        let Some((flow, (transferred, round_trip))) =
            flow.and_then(|flow| Some((flow, platform::socket::traffic(flow)?)))
        else {
            return; // No transfer runs now. The next one may use the same socket.
        };
        let before = self.socket.replace((flow, transferred));
        let before = before.filter(|(same, before)| *same == flow && *before <= transferred);
        if before.is_none() {
            self.find_interface(flow);
        }
        let Some(interface) = &mut self.interface else {
            return;
        };
        let Some(total) = transferred_over(&interface.name, flow.direction) else {
            return self.interface = None;
        };
        let own = transferred - before.map_or(0, |(_, before)| before);
        interface
            .controller
            .record(now, total.saturating_sub(interface.transferred), own);
        interface.transferred = total;
        if flow.direction == Direction::Receiving {
            let limited = interface.controller.limit().is_some();
            platform::socket::limit_window(
                flow.socket,
                interface.controller.window(round_trip),
                limited,
            );
        }
    }

    /// Removes the limit on the receive window of a foreground job's socket: a background job may
    /// have used the same connection before.
    pub fn remove_window_limit(&self, flow: Flow) {
        if self.interface.is_some() && flow.direction == Direction::Receiving {
            platform::socket::limit_window(flow.socket, u32::MAX, false);
        }
    }

    /// Finds the interface of a socket, and creates a controller if the interface is a new one. The
    /// loopback interface has none: other traffic does not need its capacity.
    fn find_interface(&mut self, flow: Flow) {
        let name = platform::socket::interface_of(flow.socket).filter(|name| name != "lo");
        let known = self
            .interface
            .as_ref()
            .map(|known| (&known.name, known.direction));
        if known == name.as_ref().map(|name| (name, flow.direction)) {
            return;
        }
        self.interface = name.and_then(|name| {
            Some(MeasuredInterface {
                transferred: transferred_over(&name, flow.direction)?,
                name,
                direction: flow.direction,
                controller: BandwidthController::new(flow.direction),
            })
        });
    }

    /// Returns the rate at which background jobs may send or receive, in bytes per second; `None`:
    /// no limit.
    pub fn limit(&self) -> Option<u64> {
        self.interface.as_ref()?.controller.limit()
    }
}

/// Size of a packet's headers in bytes: Ethernet, IPv4, and TCP with a time stamp.
const HEADER_BYTES: u64 = 66;
/// Number of columns in `/proc/net/dev` for each direction, the received traffic first.
const COLUMNS_PER_DIRECTION: usize = 8;

/// Returns the bytes that an interface has transferred since it came up, without packet headers;
/// `None` where the system does not report them.
fn transferred_over(interface: &str, direction: Direction) -> Option<u64> {
    let table = fs::read_to_string("/proc/thread-self/net/dev").ok()?;
    let mut rows = table
        .lines()
        .filter_map(|line| line.trim_start().split_once(':'));
    let (_, counters) = rows.find(|(name, _)| *name == interface)?;
    let first = match direction {
        Direction::Receiving => 0,
        Direction::Sending => COLUMNS_PER_DIRECTION,
    };
    let mut counters = counters
        .split_whitespace()
        .skip(first)
        .map(str::parse::<u64>);
    let (bytes, packets) = (counters.next()?.ok()?, counters.next()?.ok()?);
    Some(bytes.saturating_sub(packets * HEADER_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_system_counts_traffic() {
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
            .map(|direction| transferred_over("lo", direction).unwrap());
        let mut server = listener.accept().unwrap().0;
        server.write_all(&[0; 50_000]).unwrap();
        client.read_exact(&mut [0; 50_000]).unwrap();
        let traffic = |socket: &TcpStream, direction| {
            let socket = socket.as_raw_fd();
            platform::socket::traffic(Flow { socket, direction })
                .unwrap()
                .0
        };
        assert_eq!(traffic(&client, Direction::Receiving), 50_000);
        // Some acknowledgements may not have arrived yet.
        assert!(traffic(&server, Direction::Sending) > 0);
        assert!(transferred_over("lo", Direction::Receiving).unwrap() >= before[0] + 40_000);
        assert!(transferred_over("lo", Direction::Sending).unwrap() >= before[1] + 40_000);
        assert_eq!(
            transferred_over("no such interface", Direction::Sending),
            None
        );
    }
}
