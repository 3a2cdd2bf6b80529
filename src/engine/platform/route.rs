//! Whether this computer has a way to others, and when that changes.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

#[cfg(target_os = "linux")]
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// Addresses that nobody has; what reaches them reaches the world.
const ANYWHERE: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];

/// Whether the network is known to have no way to this address. Nothing is sent.
pub fn is_unreachable(address: IpAddr) -> bool {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let connected = UdpSocket::bind((any, 0)).and_then(|socket| socket.connect((address, 9)));
    connected.is_err_and(|error| says_unreachable(error.raw_os_error().unwrap_or(0)))
}

/// Whether this computer is connected to nothing but itself.
pub fn is_cut_off() -> bool {
    ANYWHERE.into_iter().all(is_unreachable)
}

/// Whether an error number of `connect` says that there is no network for it.
pub fn says_unreachable(errno: i32) -> bool {
    matches!(
        errno,
        libc::ENETUNREACH | libc::ENETDOWN | libc::EADDRNOTAVAIL | libc::EAFNOSUPPORT
    )
}

/// What happened to the ways of this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// There is a new one.
    Gained,
    /// One may be gone.
    Lost,
}

/// Tells of changes.
#[cfg(target_os = "linux")]
pub struct Changes(OwnedFd);

#[cfg(target_os = "linux")]
impl Changes {
    pub fn open() -> io::Result<Changes> {
        let groups = libc::RTMGRP_LINK
            | libc::RTMGRP_IPV4_IFADDR
            | libc::RTMGRP_IPV4_ROUTE
            | libc::RTMGRP_IPV6_IFADDR
            | libc::RTMGRP_IPV6_ROUTE;
        // SAFETY: plain system calls; the address is a whole `sockaddr_nl`, for which zeros are
        // valid.
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
            Ok(Changes(socket))
        }
    }

    /// Waits for the next change.
    pub fn wait(&mut self) -> io::Result<Change> {
        let mut message = [0_u8; 8192];
        // SAFETY: the buffer is as long as said.
        let read = unsafe {
            libc::recv(
                self.0.as_raw_fd(),
                message.as_mut_ptr().cast(),
                message.len(),
                0,
            )
        };
        match (read, io::Error::last_os_error().raw_os_error()) {
            (-1, Some(libc::ENOBUFS)) => Ok(Change::Gained), // some were missed
            (-1, Some(libc::EINTR)) => Ok(Change::Lost),
            (-1, _) => Err(io::Error::last_os_error()),
            // `nlmsg_type` of the message's header.
            _ => Ok(match u16::from_ne_bytes([message[4], message[5]]) {
                libc::RTM_NEWADDR | libc::RTM_NEWROUTE => Change::Gained,
                _ => Change::Lost,
            }),
        }
    }
}

/// Elsewhere nobody tells; jobs wait for their retry delay.
#[cfg(not(target_os = "linux"))]
pub struct Changes(std::convert::Infallible);

#[cfg(not(target_os = "linux"))]
impl Changes {
    pub fn open() -> io::Result<Changes> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn wait(&mut self) -> io::Result<Change> {
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
