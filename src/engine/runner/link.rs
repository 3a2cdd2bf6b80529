//! The link that background jobs receive over, and how much of it they may have.

use std::fs;
use std::os::fd::RawFd;
use std::time::Instant;

use super::pace::Pace;
use crate::engine::os;

/// The way to one server: the interface it leads through, and the controller for it.
#[derive(Default)]
pub struct Link {
    socket: Option<Socket>,
    /// Kept from one transfer to the next.
    interface: Option<Interface>,
}

struct Socket {
    descriptor: RawFd,
    received: u64,
}

struct Interface {
    name: String,
    received: u64,
    pace: Pace,
}

impl Link {
    /// Looks at the counters: those of the socket that a background job receives from, and of the interface it belongs to.
    pub fn measure(&mut self, now: Instant, descriptor: Option<RawFd>) {
        let reception = descriptor.and_then(|descriptor| Some((descriptor, os::reception(descriptor)?)));
        let Some((descriptor, (received, round_trip))) = reception else {
            return self.socket = None;
        };
        let same = |socket: &&Socket| socket.descriptor == descriptor && socket.received <= received;
        let before = self.socket.as_ref().filter(same).map(|socket| socket.received);
        self.socket = Some(Socket { descriptor, received });
        if before.is_none() {
            self.look_up(descriptor);
        }
        let Some(interface) = &mut self.interface else { return };
        let Some(total) = received_by(&interface.name) else {
            return self.interface = None;
        };
        let own = received - before.unwrap_or(0);
        interface.pace.note(now, total.saturating_sub(interface.received), own);
        interface.received = total;
        os::bound_window(descriptor, interface.pace.window(round_trip));
    }

    /// Lets a foreground job have all it can get from a socket, which a background job may have used before.
    pub fn widen(&self, descriptor: RawFd) {
        if self.interface.is_some() {
            os::bound_window(descriptor, u32::MAX);
        }
    }

    /// Finds the interface. There is none to be shared on the way to a server on this machine.
    fn look_up(&mut self, descriptor: RawFd) {
        let name = os::interface_of(descriptor).filter(|name| name != "lo");
        if self.interface.as_ref().map(|interface| &interface.name) == name.as_ref() {
            return;
        }
        self.interface = name.and_then(|name| {
            Some(Interface {
                received: received_by(&name)?,
                name,
                pace: Pace::default(),
            })
        });
    }

    /// Bytes a second that background jobs may receive; `None`: as many as they get.
    pub fn limit(&self) -> Option<u64> {
        self.interface.as_ref()?.pace.limit()
    }
}

/// The headers of a packet: Ethernet, IPv4, TCP with a time stamp.
const HEADERS: u64 = 66;

/// Bytes that an interface received since it came up, without headers; `None` where the system does not tell.
fn received_by(interface: &str) -> Option<u64> {
    let table = fs::read_to_string("/proc/thread-self/net/dev").ok()?;
    let mut rows = table.lines().filter_map(|line| line.trim_start().split_once(':'));
    let (_, counters) = rows.find(|(name, _)| *name == interface)?;
    let mut counters = counters.split_whitespace().map(str::parse::<u64>);
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
        assert_eq!(os::interface_of(client.as_raw_fd()).as_deref(), Some("lo"));
        let before = received_by("lo").unwrap();
        let mut server = listener.accept().unwrap().0;
        server.write_all(&[0; 50_000]).unwrap();
        client.read_exact(&mut [0; 50_000]).unwrap();
        assert_eq!(os::reception(client.as_raw_fd()).unwrap().0, 50_000);
        assert!(received_by("lo").unwrap() >= before + 40_000);
        assert_eq!(received_by("no such interface"), None);
    }
}
