//! Routes of this computer: whether one leads to an address, and notifications of changes.
//!
//! The runner uses it to detect that the network is lost or back, and the transfer layer to tell
//! the cause of a failed connection. No function sends a packet.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

#[cfg(target_os = "linux")]
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// Addresses that are reserved for documentation (RFC 5737, RFC 3849). No host has them, so only
/// a default route leads to them.
const DOCUMENTATION_ADDRESSES: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];

/// Returns whether no route leads to this address. Connecting a UDP socket makes the system look up
/// the route without sending anything. If the lookup fails for another reason, the address counts
/// as reachable.
pub fn is_unreachable(address: IpAddr) -> bool {
    /// The discard service. The system accepts any port; none is contacted.
    const PORT: u16 = 9;
    let unspecified: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let connected =
        UdpSocket::bind((unspecified, 0)).and_then(|socket| socket.connect((address, PORT)));
    connected.is_err_and(|error| says_unreachable(error.raw_os_error().unwrap_or(0)))
}

/// Returns whether this computer has no default route.
pub fn is_cut_off() -> bool {
    DOCUMENTATION_ADDRESSES.into_iter().all(is_unreachable)
}

/// Returns whether an error number of `connect` means that no route leads to the address.
pub fn says_unreachable(errno: i32) -> bool {
    matches!(
        errno,
        libc::ENETUNREACH | libc::ENETDOWN | libc::EADDRNOTAVAIL | libc::EAFNOSUPPORT
    )
}

/// Change of the routes and addresses of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteChange {
    /// A route or an address was added.
    Gained,
    /// A route or an address may have been removed.
    Lost,
}

/// Subscription to changes of links, addresses and routes: a netlink socket.
#[cfg(target_os = "linux")]
pub struct RouteMonitor(OwnedFd);

#[cfg(target_os = "linux")]
impl RouteMonitor {
    /// Subscribes to the changes from now on.
    pub fn open() -> io::Result<RouteMonitor> {
        let groups = libc::RTMGRP_LINK
            | libc::RTMGRP_IPV4_IFADDR
            | libc::RTMGRP_IPV4_ROUTE
            | libc::RTMGRP_IPV6_IFADDR
            | libc::RTMGRP_IPV6_ROUTE;
        // SAFETY: plain system calls; the address is a complete `sockaddr_nl`, for which zeros are
        // a valid value, and its length is passed along.
        unsafe {
            let socket = libc::socket(
                libc::AF_NETLINK,
                libc::SOCK_RAW | libc::SOCK_CLOEXEC,
                libc::NETLINK_ROUTE,
            );
            super::check(socket)?;
            let socket = OwnedFd::from_raw_fd(socket);
            let mut address: libc::sockaddr_nl = std::mem::zeroed();
            address.nl_family = libc::AF_NETLINK as u16;
            address.nl_groups = groups as u32;
            let length = size_of::<libc::sockaddr_nl>() as libc::socklen_t;
            super::check(libc::bind(
                socket.as_raw_fd(),
                (&raw const address).cast(),
                length,
            ))?;
            Ok(RouteMonitor(socket))
        }
    }

    /// Blocks until the next change. A message that reports several changes counts as the first of
    /// them.
    pub fn wait(&mut self) -> io::Result<RouteChange> {
        /// Size of the receive buffer in bytes, as in the manual page netlink(7): large enough for
        /// every message, so that none is truncated.
        const BUFFER_SIZE: usize = 8192;
        let mut message = [0_u8; BUFFER_SIZE];
        // SAFETY: the system writes at most `message.len()` bytes to the buffer.
        let read = unsafe {
            libc::recv(
                self.0.as_raw_fd(),
                message.as_mut_ptr().cast(),
                message.len(),
                0,
            )
        };
        match (read, io::Error::last_os_error().raw_os_error()) {
            // The socket's buffer overflowed and changes were missed: a route may be among them.
            (-1, Some(libc::ENOBUFS)) => Ok(RouteChange::Gained),
            (-1, Some(libc::EINTR)) => Ok(RouteChange::Lost),
            (-1, _) => Err(io::Error::last_os_error()),
            // The two bytes are the field `nlmsg_type` of the message's header.
            _ => Ok(match u16::from_ne_bytes([message[4], message[5]]) {
                libc::RTM_NEWADDR | libc::RTM_NEWROUTE => RouteChange::Gained,
                _ => RouteChange::Lost,
            }),
        }
    }
}

/// Stand-in on systems without netlink: subscribing fails, and jobs wait for their retry delay.
#[cfg(not(target_os = "linux"))]
pub struct RouteMonitor(std::convert::Infallible);

#[cfg(not(target_os = "linux"))]
impl RouteMonitor {
    pub fn open() -> io::Result<RouteMonitor> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn wait(&mut self) -> io::Result<RouteChange> {
        match self.0 {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_computer_reaches_itself() {
        assert!(!is_unreachable(Ipv4Addr::LOCALHOST.into()));
    }
}
