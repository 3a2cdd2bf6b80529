//! Ends connections whose clients send or receive too slowly.
//!
//! A client that sends one byte now and then would otherwise hold its connection for ever. The rule
//! is a minimum rate, and not a maximum time, so that large files may take as long as they need.
//! Called by `body` for what clients send, and by `http` for what they receive.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// The minimum rate of a client.
#[derive(Clone, Copy, Debug)]
pub struct MinRate {
    pub bytes_per_second: u64,
    /// The time over which the rate is measured; also the maximum time without a byte.
    pub interval: Duration,
}

impl MinRate {
    fn bytes_per_interval(&self) -> u64 {
        let bytes = self.interval.as_secs_f64() * self.bytes_per_second as f64;
        (bytes as u64).max(1)
    }
}

/// Measures the rate of one direction of a connection. Only the time during which the server waits
/// for the client counts.
pub struct RateMeter {
    minimum: MinRate,
    waited: Duration,
    bytes: u64,
}

impl RateMeter {
    pub fn new(minimum: MinRate) -> RateMeter {
        RateMeter {
            minimum,
            waited: Duration::ZERO,
            bytes: 0,
        }
    }

    /// Waits for the client. `size` returns the bytes that have then arrived.
    pub async fn wait<T>(
        &mut self,
        client: impl Future<Output = T>,
        size: impl FnOnce(&T) -> u64,
    ) -> io::Result<T> {
        let start = Instant::now();
        let arrived = tokio::time::timeout(self.time_left(), client).await;
        self.waited += start.elapsed();
        let arrived = arrived.map_err(|_| io::ErrorKind::TimedOut)?;
        self.count(size(&arrived));
        Ok(arrived)
    }

    /// Returns the time after which the client is too slow.
    fn time_left(&self) -> Duration {
        self.minimum.interval.saturating_sub(self.waited)
    }

    fn count(&mut self, bytes: u64) {
        self.bytes += bytes;
        if self.bytes >= self.minimum.bytes_per_interval() {
            (self.waited, self.bytes) = (Duration::ZERO, 0);
        }
    }
}

/// A stream whose writes fail when the other side receives too slowly.
pub struct RatedStream<S> {
    stream: S,
    meter: RateMeter,
    /// The beginning of the present wait, and its end.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> RatedStream<S> {
    pub fn new(stream: S, minimum: MinRate) -> RatedStream<S> {
        RatedStream {
            stream,
            meter: RateMeter::new(minimum),
            waiting: None,
        }
    }

    /// Measures the result of a write or a flush.
    fn measure<T>(
        &mut self,
        cx: &mut Context<'_>,
        result: Poll<io::Result<T>>,
        size: impl FnOnce(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        if let Poll::Ready(result) = result {
            if let Some((start, _)) = self.waiting.take() {
                self.meter.waited += start.elapsed();
            }
            self.meter.count(result.as_ref().map_or(0, size) as u64);
            return Poll::Ready(result);
        }
        let left = self.meter.time_left();
        let wait = || (Instant::now(), Box::pin(tokio::time::sleep(left)));
        let (_, end) = self.waiting.get_or_insert_with(wait);
        ready!(end.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for RatedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for RatedStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, data);
        self.measure(cx, result, |written| *written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.measure(cx, result, |written| *written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_flush(cx);
        self.measure(cx, result, |()| 0)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.measure(cx, result, |()| 0)
    }
}
