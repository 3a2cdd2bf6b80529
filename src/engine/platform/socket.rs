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

/// Bytes that a TCP socket received, or sent and knows to have arrived; and the time from a request
/// for more to its arrival. `None` where the system does not tell.
#[cfg(target_os = "linux")]
pub fn traffic(flow: Flow) -> Option<(u64, Duration)> {
    /// Where `tcpi_snd_mss`, `tcpi_rcv_rtt`, `tcpi_bytes_received` and `tcpi_delivered` lie in
    /// `struct tcp_info`.
    const SEGMENT: usize = 16;
    const ROUND_TRIP: usize = 92;
    const RECEIVED: usize = 128;
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
    let number = |at: usize| Some(u32::from_ne_bytes(*info[at..].first_chunk()?));
    let carried = match flow.direction {
        Direction::Receiving => u64::from_ne_bytes(*info[RECEIVED..].first_chunk()?),
        // Not the bytes acknowledged in order: those stand still while something lost is sent
        // again, though more arrives.
        Direction::Sending => u64::from(number(DELIVERED)?) * u64::from(number(SEGMENT)?),
    };
    Some((carried, Duration::from_micros(number(ROUND_TRIP)?.into())))
}

#[cfg(not(target_os = "linux"))]
pub fn traffic(_flow: Flow) -> Option<(u64, Duration)> {
    None
}

/// Bounds what a TCP socket lets its sender send before it was read, in bytes. The system widens
/// that by itself as it thinks fit, unless it is `held`.
#[cfg(target_os = "linux")]
pub fn bound_window(socket: RawFd, bytes: u32, held: bool) {
    /// `SOCK_RCVBUF_LOCK`
    const HOLD_RECEIVING: libc::c_int = 2;
    let bytes = libc::c_int::try_from(bytes).unwrap_or(libc::c_int::MAX);
    set(
        socket,
        libc::SOL_SOCKET,
        libc::SO_BUF_LOCK,
        if held { HOLD_RECEIVING } else { 0 },
    );
    set(socket, libc::IPPROTO_TCP, libc::TCP_WINDOW_CLAMP, bytes);
}

#[cfg(not(target_os = "linux"))]
pub fn bound_window(_socket: RawFd, _bytes: u32, _held: bool) {}

#[cfg(target_os = "linux")]
fn set(socket: RawFd, level: libc::c_int, option: libc::c_int, value: libc::c_int) {
    // SAFETY: the options that are set here take an int; the system refuses what is not a socket,
    // or not one of that kind.
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

/// Whether [`pace_sending`] does anything.
pub const CAN_PACE: bool = cfg!(target_os = "linux");

/// Lets a TCP socket send so many bytes a second at most, evenly; `None`: as many as it can.
#[cfg(target_os = "linux")]
pub fn pace_sending(socket: RawFd, bytes_per_second: Option<u64>) {
    /// All bits set: no limit.
    const UNLIMITED: libc::c_int = -1;
    let rate = bytes_per_second.and_then(|rate| libc::c_int::try_from(rate).ok());
    set(
        socket,
        libc::SOL_SOCKET,
        libc::SO_MAX_PACING_RATE,
        rate.unwrap_or(UNLIMITED),
    );
}

#[cfg(not(target_os = "linux"))]
pub fn pace_sending(_socket: RawFd, _bytes_per_second: Option<u64>) {}

/// Whether a connected socket is open at both ends and has nothing to be read.
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

/// The network interface that has the socket's own address.
pub fn interface_of(socket: RawFd) -> Option<String> {
    // SAFETY: the caller's descriptor is open during this call.
    let socket = unsafe { BorrowedFd::borrow_raw(socket) };
    let address = TcpStream::from(socket.try_clone_to_owned().ok()?)
        .local_addr()
        .ok()?;
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
