//! What the system knows of a connection.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream};
use std::os::fd::{BorrowedFd, RawFd};
use std::time::Duration;

/// Which way the data of a transfer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Receiving,
    Sending,
}

/// A TCP socket, and what it is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    pub socket: RawFd,
    pub direction: Direction,
}

/// Bytes that a TCP socket received, or sent and knows to have arrived; and the time from a request for more to its arrival.
/// `None` where the system does not tell.
#[cfg(target_os = "linux")]
pub fn traffic(flow: Flow) -> Option<(u64, Duration)> {
    /// Where `tcpi_rcv_rtt`, `tcpi_bytes_acked` and `tcpi_bytes_received` lie in `struct tcp_info`.
    const ROUND_TRIP: usize = 92;
    const SENT: usize = 120;
    const RECEIVED: usize = 128;
    let mut info = [0u8; RECEIVED + 8];
    let mut length = info.len() as libc::socklen_t;
    // SAFETY: the system writes at most `length` bytes to `info`, and refuses a descriptor that is not a TCP socket.
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
    let carried = match flow.direction {
        Direction::Receiving => RECEIVED,
        Direction::Sending => SENT,
    };
    let carried = u64::from_ne_bytes(*info[carried..].first_chunk()?);
    let round_trip = u32::from_ne_bytes(*info[ROUND_TRIP..].first_chunk()?);
    Some((carried, Duration::from_micros(round_trip.into())))
}

#[cfg(not(target_os = "linux"))]
pub fn traffic(_flow: Flow) -> Option<(u64, Duration)> {
    None
}

/// Bounds what a TCP socket lets its sender send before it was read, in bytes.
#[cfg(target_os = "linux")]
pub fn bound_window(socket: RawFd, bytes: u32) {
    let bytes = libc::c_int::try_from(bytes).unwrap_or(libc::c_int::MAX);
    // SAFETY: the option takes an int; the system refuses a descriptor that is not a TCP socket.
    unsafe {
        libc::setsockopt(
            socket,
            libc::IPPROTO_TCP,
            libc::TCP_WINDOW_CLAMP,
            std::ptr::from_ref(&bytes).cast(),
            size_of_val(&bytes) as libc::socklen_t,
        )
    };
}

#[cfg(not(target_os = "linux"))]
pub fn bound_window(_socket: RawFd, _bytes: u32) {}

/// Lets a TCP socket send so many bytes a second at most, evenly; `None`: as many as it can.
#[cfg(target_os = "linux")]
pub fn pace_sending(socket: RawFd, bytes_per_second: Option<u64>) {
    let rate = bytes_per_second.map_or(u32::MAX, |rate| u32::try_from(rate).unwrap_or(u32::MAX));
    // SAFETY: the option takes an unsigned int, of which the largest means no limit; the system refuses a descriptor that is not
    // a socket.
    unsafe {
        libc::setsockopt(
            socket,
            libc::SOL_SOCKET,
            libc::SO_MAX_PACING_RATE,
            std::ptr::from_ref(&rate).cast(),
            size_of_val(&rate) as libc::socklen_t,
        )
    };
}

/// Elsewhere there is what libcurl does.
#[cfg(not(target_os = "linux"))]
pub fn pace_sending(_socket: RawFd, _bytes_per_second: Option<u64>) {}

/// The network interface that has the socket's own address.
pub fn interface_of(socket: RawFd) -> Option<String> {
    // SAFETY: the caller's descriptor is open during this call.
    let socket = unsafe { BorrowedFd::borrow_raw(socket) };
    let address = TcpStream::from(socket.try_clone_to_owned().ok()?).local_addr().ok()?;
    let address = address.ip().to_canonical();
    let mut first = std::ptr::null_mut();
    // SAFETY: the system sets `first` to a list that is ours until it is freed.
    if unsafe { libc::getifaddrs(&mut first) } != 0 {
        return None;
    }
    let mut next = first;
    let mut found = None;
    while found.is_none() && !next.is_null() {
        // SAFETY: an entry of the list, which lives until it is freed.
        let entry = unsafe { &*next };
        // SAFETY: an entry's address is NULL or what its family says.
        if unsafe { ip(entry.ifa_addr) } == Some(address) {
            // SAFETY: an entry's name is a NUL-terminated string that lives as long as the list.
            let name = unsafe { std::ffi::CStr::from_ptr(entry.ifa_name) };
            found = name.to_str().ok().map(str::to_owned);
        }
        next = entry.ifa_next;
    }
    // SAFETY: the list came from getifaddrs, and nothing refers to it any more.
    unsafe { libc::freeifaddrs(first) };
    found
}

/// # Safety
/// The address is NULL, or as long as its family says.
unsafe fn ip(address: *const libc::sockaddr) -> Option<IpAddr> {
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
