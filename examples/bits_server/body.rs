//! Streams bodies between sockets and files, with reads and writes that are large enough to be
//! fast.
//!
//! File I/O runs on tokio's blocking threads; channels connect it with the connections. Called by
//! `files`, `packets` and `application`.

use super::sessions::RequestNumber;
use http_body_util::BodyExt;
use hyper::body::{Bytes, Frame, Incoming, SizeHint};
use std::fs::File;
use std::io::{self, IoSlice, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc;

/// Maximum time without a byte in the middle of a body; then the connection fails.
const IDLE: Duration = Duration::from_secs(120);
/// Maximum bytes that are read of the body of a failed request to keep its connection open.
const DRAIN_LIMIT: u64 = 64 << 20;
/// Bytes that are collected for one write to a file.
const WRITE_SIZE: usize = 1 << 20;
/// Bytes of one read from a file.
const READ_SIZE: u64 = 256 << 10;

/// A part of an outgoing body.
pub enum BodyPart {
    Text(String),
    File(Range<u64>),
}

impl BodyPart {
    pub fn len(&self) -> u64 {
        match self {
            BodyPart::Text(text) => text.len() as u64,
            BodyPart::File(range) => range.end - range.start,
        }
    }
}

/// An outgoing body. A blocking thread reads its parts ahead.
pub struct OutgoingBody {
    /// Receives the data from the thread; `None` for an empty body.
    chunks: Option<mpsc::Receiver<io::Result<Bytes>>>,
    /// Bytes not sent yet.
    left: u64,
}

impl OutgoingBody {
    pub fn empty() -> OutgoingBody {
        OutgoingBody {
            chunks: None,
            left: 0,
        }
    }

    pub fn from_parts(file: File, pieces: Vec<BodyPart>) -> OutgoingBody {
        let left = pieces.iter().map(BodyPart::len).sum();
        let (sender, receiver) = mpsc::channel(4);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = read_parts(&file, pieces, &sender) {
                let _ = sender.blocking_send(Err(error));
            }
        });
        OutgoingBody {
            chunks: Some(receiver),
            left,
        }
    }
}

impl hyper::body::Body for OutgoingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Some(chunks) = &mut self.chunks else {
            return Poll::Ready(None);
        };
        let chunk = std::task::ready!(chunks.poll_recv(cx));
        if let Some(Ok(chunk)) = &chunk {
            self.left -= chunk.len() as u64;
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

fn read_parts(
    mut file: &File,
    pieces: Vec<BodyPart>,
    sink: &mpsc::Sender<io::Result<Bytes>>,
) -> io::Result<()> {
    let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
    for piece in pieces {
        match piece {
            BodyPart::Text(text) => sink.blocking_send(Ok(text.into())).map_err(gone)?,
            BodyPart::File(range) => {
                file.seek(SeekFrom::Start(range.start))?;
                let mut left = range.end - range.start;
                while left > 0 {
                    let mut chunk = Vec::with_capacity(left.min(READ_SIZE) as usize);
                    file.take(left.min(READ_SIZE)).read_to_end(&mut chunk)?;
                    if chunk.is_empty() {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                    left -= chunk.len() as u64;
                    sink.blocking_send(Ok(chunk.into())).map_err(gone)?;
                }
            }
        }
    }
    Ok(())
}

/// Appends a body to `file`, without its first `skip` bytes, and returns when all received bytes
/// are written. Fails when the body ends early or when a later request takes over the session; the
/// bytes received until then are kept.
pub async fn save(
    body: &mut Incoming,
    file: File,
    skip: u64,
    request: Option<&mut RequestNumber>,
) -> io::Result<()> {
    let (sender, receiver) = mpsc::channel(16);
    let writer = tokio::task::spawn_blocking(move || append(file, receiver));
    let received = tokio::select! {
        received = forward(body, skip, sender) => received,
        () = RequestNumber::superseded(request) => Err(io::ErrorKind::ConnectionAborted.into()),
    };
    writer.await.map_err(io::Error::other)??;
    received
}

/// Sends a body, without its first `skip` bytes, to the thread that writes it.
async fn forward(body: &mut Incoming, mut skip: u64, sink: mpsc::Sender<Bytes>) -> io::Result<()> {
    while let Some(mut data) = next(body).await? {
        let known = skip.min(data.len() as u64);
        skip -= known;
        let fresh = data.split_off(known as usize);
        if !fresh.is_empty() && sink.send(fresh).await.is_err() {
            break; // the writer failed; `save` returns its error
        }
    }
    Ok(())
}

/// Returns the next data of a body, or `None` at its end.
async fn next(body: &mut Incoming) -> io::Result<Option<Bytes>> {
    match tokio::time::timeout(IDLE, body.frame()).await {
        Err(_) => Err(io::ErrorKind::TimedOut.into()),
        Ok(None) => Ok(None),
        Ok(Some(frame)) => Ok(Some(
            frame
                .map_err(io::Error::other)?
                .into_data()
                .unwrap_or_default(),
        )),
    }
}

/// Reads the rest of a body, so that the connection can serve another request.
pub async fn drain(body: &mut Incoming) {
    let mut left = DRAIN_LIMIT;
    while let Ok(Some(data)) = next(body).await {
        match left.checked_sub(data.len() as u64) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// Writes the received chunks to a file, several with one call.
fn append(mut file: File, mut source: mpsc::Receiver<Bytes>) -> io::Result<()> {
    while let Some(first) = source.blocking_recv() {
        let mut size = first.len();
        let mut chunks = vec![first];
        while size < WRITE_SIZE
            && let Ok(chunk) = source.try_recv()
        {
            size += chunk.len();
            chunks.push(chunk);
        }
        let mut slices: Vec<IoSlice> = chunks.iter().map(|chunk| IoSlice::new(chunk)).collect();
        let mut slices = &mut slices[..];
        while !slices.is_empty() {
            match file.write_vectored(slices)? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => IoSlice::advance_slices(&mut slices, written),
            }
        }
    }
    Ok(())
}
