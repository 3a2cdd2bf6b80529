//! Streams bodies between sockets and files, with reads and writes that are large enough to be
//! fast.
//!
//! File I/O runs on tokio's blocking threads, one read or write at a time. A body holds a thread
//! only while the disk works, never while it waits for its client, so that any number of slow
//! clients shares a few threads. Called by `files`, `packets` and `application`.

use super::rate::{MinRate, RateMeter};
use super::sessions::RequestNumber;
use http_body_util::BodyExt;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice, Write};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::task::JoinHandle;

/// Maximum bytes that are read of the body of a failed request to keep its connection open.
const DRAIN_LIMIT: u64 = 64 << 20;
/// Bytes that are collected for one write to a file.
const WRITE_SIZE: usize = 1 << 20;
/// Bytes of one read from a file. A slow download holds two to three times this much memory: the
/// buffer of its connection, and what is read ahead.
const READ_SIZE: u64 = 128 << 10;

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

/// An outgoing body, made of texts and of ranges of a file.
#[derive(Default)]
pub struct OutgoingBody {
    /// `None` for an empty body.
    file: Option<Arc<File>>,
    /// The parts not read yet.
    parts: VecDeque<BodyPart>,
    /// The read that runs on a blocking thread, while the data before it is sent.
    read: Option<JoinHandle<io::Result<Bytes>>>,
    /// Bytes not sent yet.
    left: u64,
}

impl OutgoingBody {
    pub fn empty() -> OutgoingBody {
        OutgoingBody::default()
    }

    pub fn from_parts(file: File, parts: Vec<BodyPart>) -> OutgoingBody {
        OutgoingBody {
            file: Some(Arc::new(file)),
            left: parts.iter().map(BodyPart::len).sum(),
            parts: parts.into(),
            read: None,
        }
    }

    /// Starts to read the next part, if it is a range of the file.
    fn read_ahead(&mut self) {
        let (Some(BodyPart::File(range)), Some(file)) = (self.parts.front_mut(), &self.file) else {
            return;
        };
        let file = file.clone();
        let next = range.start..range.end.min(range.start + READ_SIZE);
        range.start = next.end;
        if range.is_empty() {
            self.parts.pop_front();
        }
        self.read = Some(tokio::task::spawn_blocking(move || read(&file, next)));
    }
}

impl Body for OutgoingBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.read.is_none() {
            self.read_ahead();
        }
        let data = if let Some(read) = &mut self.read {
            let data = ready!(Pin::new(read).poll(cx));
            self.read = None;
            data.map_err(io::Error::other).flatten()
        } else if let Some(BodyPart::Text(text)) = self.parts.pop_front() {
            Ok(text.into())
        } else {
            return Poll::Ready(None);
        };
        self.read_ahead();
        if let Ok(data) = &data {
            self.left -= data.len() as u64;
        }
        Poll::Ready(Some(data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

fn read(file: &File, range: Range<u64>) -> io::Result<Bytes> {
    let mut data = vec![0; (range.end - range.start) as usize];
    file.read_exact_at(&mut data, range.start)?;
    Ok(data.into())
}

/// The bytes of an incoming body that a file receives.
#[derive(Default)]
pub struct Selection {
    /// Bytes at the beginning that the file has already.
    pub skip: u64,
    /// Maximum size of the body. It also holds for a body that announces no size.
    pub limit: Option<u64>,
}

/// An incoming body.
pub struct IncomingBody {
    body: Incoming,
    meter: RateMeter,
}

impl IncomingBody {
    pub fn new(body: Incoming, minimum: MinRate) -> IncomingBody {
        let meter = RateMeter::new(minimum);
        IncomingBody { body, meter }
    }

    /// Appends the body to `file`, and returns when all received bytes are written. Fails when the
    /// body ends early, is too large or too slow, or when a later request takes over the session;
    /// the bytes received until then are kept.
    pub async fn save(
        &mut self,
        file: File,
        selection: Selection,
        request: Option<&mut RequestNumber>,
    ) -> io::Result<()> {
        let mut writer = Writer::new(file);
        let received = tokio::select! {
            received = self.copy(&mut writer, selection) => received,
            () = RequestNumber::superseded(request) => Err(io::ErrorKind::ConnectionAborted.into()),
        };
        writer.finish().await?;
        received
    }

    /// Receives and writes at the same time: collects what arrives during one write for the next.
    async fn copy(&mut self, writer: &mut Writer, mut selection: Selection) -> io::Result<()> {
        loop {
            tokio::select! {
                biased;
                data = self.next(), if writer.collected < WRITE_SIZE => match data? {
                    Some(data) => writer.collect(selection.select(data)?),
                    None => return Ok(()),
                },
                written = writer.wait(), if writer.write.is_some() => written?,
                () = std::future::ready(()), if writer.can_start() => writer.start(),
            }
        }
    }

    /// Returns the next data, or `None` at the end of the body.
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        let size = |frame: &Option<Result<Frame<Bytes>, _>>| match frame {
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len) as u64,
            _ => 0,
        };
        let frame = self.meter.wait(self.body.frame(), size).await?;
        let data = frame.map(|frame| frame.map(|frame| frame.into_data().unwrap_or_default()));
        data.transpose().map_err(io::Error::other)
    }

    /// Reads the rest of the body, so that the connection can serve another request.
    pub async fn drain(&mut self) {
        let mut left = DRAIN_LIMIT;
        while let Ok(Some(data)) = self.next().await {
            match left.checked_sub(data.len() as u64) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    }
}

impl Selection {
    /// Returns the part of the next data that the file receives.
    fn select(&mut self, mut data: Bytes) -> io::Result<Bytes> {
        if let Some(limit) = &mut self.limit {
            let left = limit.checked_sub(data.len() as u64);
            *limit = left.ok_or(io::ErrorKind::FileTooLarge)?;
        }
        let known = self.skip.min(data.len() as u64);
        self.skip -= known;
        Ok(data.split_off(known as usize))
    }
}

/// Appends to a file, with one write at a time on a blocking thread.
struct Writer {
    file: Arc<File>,
    /// The data for the next write, and its size.
    chunks: Vec<Bytes>,
    collected: usize,
    write: Option<JoinHandle<io::Result<()>>>,
}

impl Writer {
    fn new(file: File) -> Writer {
        Writer {
            file: Arc::new(file),
            chunks: Vec::new(),
            collected: 0,
            write: None,
        }
    }

    fn collect(&mut self, data: Bytes) {
        if !data.is_empty() {
            self.collected += data.len();
            self.chunks.push(data);
        }
    }

    fn can_start(&self) -> bool {
        self.write.is_none() && self.collected > 0
    }

    fn start(&mut self) {
        let (file, chunks) = (self.file.clone(), std::mem::take(&mut self.chunks));
        self.collected = 0;
        self.write = Some(tokio::task::spawn_blocking(move || append(&file, &chunks)));
    }

    /// Waits for the end of the write. After a failure nothing may be written behind the gap, so
    /// the collected data is dropped.
    async fn wait(&mut self) -> io::Result<()> {
        let Some(write) = &mut self.write else {
            return Ok(());
        };
        let written = write.await.map_err(io::Error::other).flatten();
        self.write = None;
        if written.is_err() {
            (self.chunks, self.collected) = (Vec::new(), 0);
        }
        written
    }

    /// Writes all collected data.
    async fn finish(mut self) -> io::Result<()> {
        self.wait().await?;
        if self.can_start() {
            self.start();
        }
        self.wait().await
    }
}

fn append(mut file: &File, chunks: &[Bytes]) -> io::Result<()> {
    let mut slices: Vec<IoSlice> = chunks.iter().map(|chunk| IoSlice::new(chunk)).collect();
    let mut slices = &mut slices[..];
    while !slices.is_empty() {
        match file.write_vectored(slices)? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => IoSlice::advance_slices(&mut slices, written),
        }
    }
    Ok(())
}
