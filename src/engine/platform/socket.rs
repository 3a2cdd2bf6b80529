//! Sockets: traffic counters, receive window, pacing, state, and network interface of a TCP socket;
//! waiting for one.
//!
//! The bandwidth controller and the transfer layer use it on the sockets of libcurl. A descriptor
//! that is not a socket of the right kind is refused by the system and changes nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream};
use std::os::fd::{BorrowedFd, RawFd};
use std::time::Duration;

/// Direction of a transfer's data, as seen from this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Receiving,
    Sending,
}

/// A TCP socket and the direction of the data that it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    pub socket: RawFd,
    pub direction: Direction,
}

/// Returns the number of bytes that a TCP socket has received, or has sent and knows to have
/// arrived, and the round-trip time that the receiver measures; `None` where the system does not
/// report them.
#[cfg(target_os = "linux")]
pub fn traffic(flow: Flow) -> Option<(u64, Duration)> {
    // Offsets of the fields `tcpi_snd_mss`, `tcpi_rcv_rtt`, `tcpi_bytes_received` and
    // `tcpi_delivered` in `struct tcp_info`, in bytes.
    const SND_MSS: usize = 16;
    const RCV_RTT: usize = 92;
    const BYTES_RECEIVED: usize = 128;
    const DELIVERED: usize = 192;
    let mut info = [0u8; DELIVERED + 4];
    let mut length = info.len() as libc::socklen_t;
    // SAFETY: the system writes at most `length` bytes to `info`, and refuses a descriptor that is
    // not a TCP socket.
    let result = unsafe {
        libc::getsockopt(
            flow.socket,
            libc::IPPROTO_TCP,
            libc::TCP_INFO,
            info.as_mut_ptr().cast(),
            &mut length,
        )
    };
    if result != 0 || (length as usize) < info.len() {
        return None;
    }
    let u32_at = |offset: usize| Some(u32::from_ne_bytes(*info[offset..].first_chunk()?));
    let bytes = match flow.direction {
        Direction::Receiving => u64::from_ne_bytes(*info[BYTES_RECEIVED..].first_chunk()?),
        // The number of bytes acknowledged in order is not suitable: it does not change while a
        // lost segment is sent again, although later segments arrive.
        Direction::Sending => u64::from(u32_at(DELIVERED)?) * u64::from(u32_at(SND_MSS)?),
    };
    Some((bytes, Duration::from_micros(u32_at(RCV_RTT)?.into())))
}

/// Returns `None`: this system does not report the traffic of a socket.
#[cfg(not(target_os = "linux"))]
pub fn traffic(_flow: Flow) -> Option<(u64, Duration)> {
    None
}

/// Limits the receive window that a TCP socket offers its peer, in bytes. If `locked`, the system
/// does not enlarge the receive buffer on its own; otherwise its automatic tuning stays on.
#[cfg(target_os = "linux")]
pub fn limit_window(socket: RawFd, bytes: u32, locked: bool) {
    /// `SOCK_RCVBUF_LOCK` of `linux/socket.h`.
    const RCVBUF_LOCK: libc::c_int = 2;
    let bytes = libc::c_int::try_from(bytes).unwrap_or(libc::c_int::MAX);
    set_option(
        socket,
        libc::SOL_SOCKET,
        libc::SO_BUF_LOCK,
        if locked { RCVBUF_LOCK } else { 0 },
    );
    set_option(socket, libc::IPPROTO_TCP, libc::TCP_WINDOW_CLAMP, bytes);
}

/// Does nothing: this system has no limit for the receive window.
#[cfg(not(target_os = "linux"))]
pub fn limit_window(_socket: RawFd, _bytes: u32, _locked: bool) {}

/// Sets a socket option whose value is an `int`. A refusal by the system is ignored.
#[cfg(target_os = "linux")]
fn set_option(socket: RawFd, level: libc::c_int, option: libc::c_int, value: libc::c_int) {
    // SAFETY: the options that are set here take an int; the system refuses a descriptor that is
    // not a socket, or not one of that kind.
    unsafe {
        libc::setsockopt(
            socket,
            level,
            option,
            std::ptr::from_ref(&value).cast(),
            size_of_val(&value) as libc::socklen_t,
        )
    };
}

/// Whether [`pace_sending`] has an effect on this system.
pub const CAN_PACE: bool = cfg!(target_os = "linux");

/// Limits the rate at which a TCP socket sends, in bytes per second, with evenly spaced packets;
/// `None` removes the limit.
#[cfg(target_os = "linux")]
pub fn pace_sending(socket: RawFd, bytes_per_second: Option<u64>) {
    /// Value of `SO_MAX_PACING_RATE` that stands for no limit: all bits are set.
    const UNLIMITED: libc::c_int = -1;
    let rate = bytes_per_second.and_then(|rate| libc::c_int::try_from(rate).ok());
    set_option(
        socket,
        libc::SOL_SOCKET,
        libc::SO_MAX_PACING_RATE,
        rate.unwrap_or(UNLIMITED),
    );
}

/// Does nothing: this system does not pace sockets.
#[cfg(not(target_os = "linux"))]
pub fn pace_sending(_socket: RawFd, _bytes_per_second: Option<u64>) {}

/// Returns whether a connected socket is open at both ends and has no data to read.
pub fn is_idle(socket: RawFd) -> bool {
    let mut byte = 0u8;
    // SAFETY: the system writes at most one byte to `byte`, and refuses a descriptor that is not an
    // open socket.
    let read = unsafe {
        libc::recv(
            socket,
            std::ptr::from_mut(&mut byte).cast(),
            1,
            libc::MSG_PEEK | libc::MSG_DONTWAIT,
        )
    };
    read < 0 && std::io::Error::last_os_error().kind() == std::io::ErrorKind::WouldBlock
}

/// Returns the name of the network interface that has the local address of a socket; `None` if no
/// interface has it.
pub fn interface_of(socket: RawFd) -> Option<String> {
    // SAFETY: the caller's descriptor is open during this call.
    let socket = unsafe { BorrowedFd::borrow_raw(socket) };
    let address = TcpStream::from(socket.try_clone_to_owned().ok()?)
        .local_addr()
        .ok()?;
    let address = address.ip().to_canonical();
    let mut first = std::ptr::null_mut();
    // SAFETY: the system sets `first` to a list that belongs to this function until it is freed.
    if unsafe { libc::getifaddrs(&mut first) } != 0 {
        return None;
    }
    let mut next = first;
    let mut found = None;
    while found.is_none() && !next.is_null() {
        // SAFETY: `next` is an entry of the list, and the list lives until it is freed.
        let entry = unsafe { &*next };
        // SAFETY: an entry's address is NULL or as long as its family requires.
        if unsafe { ip_address(entry.ifa_addr) } == Some(address) {
            // SAFETY: an entry's name is a NUL-terminated string that lives as long as the list.
            let name = unsafe { std::ffi::CStr::from_ptr(entry.ifa_name) };
            found = name.to_str().ok().map(str::to_owned);
        }
        next = entry.ifa_next;
    }
    // SAFETY: the list came from getifaddrs, and no reference to it is left.
    unsafe { libc::freeifaddrs(first) };
    found
}

/// Returns the IP address in a socket address; `None` for NULL and for other families.
///
/// # Safety
/// The pointer is NULL, or refers to a socket address that is as long as its family requires.
unsafe fn ip_address(address: *const libc::sockaddr) -> Option<IpAddr> {
    if address.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    unsafe {
        match i32::from((*address).sa_family) {
            libc::AF_INET => {
                let address = &*address.cast::<libc::sockaddr_in>();
                Some(Ipv4Addr::from(u32::from_be(address.sin_addr.s_addr)).into())
            }
            libc::AF_INET6 => {
                let address = &*address.cast::<libc::sockaddr_in6>();
                Some(Ipv6Addr::from(address.sin6_addr.s6_addr).to_canonical())
            }
            _ => None,
        }
    }
}
