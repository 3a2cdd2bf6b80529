//! Serves connections: TLS, HTTP/1.1, authentication, and the dispatch of requests to `files` and
//! `packets`.

use super::body::{IncomingBody, OutgoingBody};
use super::files;
use super::packets::Uploads;
use super::protocol::{self, HEADER_NAMES, UploadError};
use super::rate::RatedStream;
use super::{Shared, TlsFiles};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::http::Extensions;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OnceCell, Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Bytes of the buffers of a connection; also the maximum size of the headers of a request.
const BUFFER: usize = 128 << 10;
/// Maximum connections, beyond those that are served, that receive status 503 at the same time.
/// Others wait in the queue of the system.
const MAX_REFUSALS: usize = 64;
/// Maximum time of a connection that receives status 503.
const REFUSAL_TIME: Duration = Duration::from_secs(5);

/// One connection, before its first request.
struct Connection {
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    shared: Arc<Shared>,
    /// Becomes true when the server stops.
    stop: watch::Receiver<bool>,
    /// Whether the connection is one too many, and each request receives status 503.
    refused: bool,
}

/// Accepts connections and serves each on a task of its own. After `stop` has become true, accepts
/// no more, and returns when all requests are answered.
pub async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    shared: Arc<Shared>,
    max_connections: usize,
    mut stop: watch::Receiver<bool>,
) {
    let (served, refused) = (
        Arc::new(Semaphore::new(max_connections)),
        Semaphore::new(MAX_REFUSALS),
    );
    let refused = Arc::new(refused);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, peer)) = accepted else {
            // The usual reason is a lack of file descriptors, which ends when connections close.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let permit = served.clone().try_acquire_owned().ok();
        let connection = Connection {
            peer,
            tls: tls.clone(),
            shared: shared.clone(),
            stop: stop.clone(),
            refused: permit.is_none(),
        };
        if let Some(permit) = permit {
            tokio::spawn(async move {
                connection.serve(stream).await;
                drop(permit);
            });
        } else if let Ok(permit) = refused.clone().acquire_owned().await {
            tokio::spawn(async move {
                let _ = tokio::time::timeout(REFUSAL_TIME, connection.serve(stream)).await;
                drop(permit);
            });
        }
    }
    drop(listener);
    // All permits are back when the last connection has ended.
    let _ = served.acquire_many(max_connections as u32).await;
}

impl Connection {
    async fn serve(self, stream: TcpStream) {
        let _ = stream.set_nodelay(true);
        let min_rate = self.shared.config.min_rate;
        let stream = RatedStream::new(stream, min_rate);
        match &self.tls {
            None => self.serve_requests(stream).await,
            Some(tls) => match tokio::time::timeout(min_rate.interval, tls.accept(stream)).await {
                Ok(Ok(stream)) => self.serve_requests(stream).await,
                Ok(Err(error)) => self.shared.log(format_args!("{} TLS: {error}", self.peer)),
                Err(_) => {}
            },
        }
    }

    async fn serve_requests<S>(&self, stream: S)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = service_fn(async |request| {
            Ok::<_, Infallible>(answer(&self.shared, self.peer, self.refused, request).await)
        });
        let mut connection = std::pin::pin!(
            hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(self.shared.config.min_rate.interval)
                .max_buf_size(BUFFER)
                .preserve_header_case(true)
                .keep_alive(!self.refused)
                .serve_connection(TokioIo::new(stream), service)
        );
        let mut stop = self.stop.clone();
        let ended = tokio::select! {
            _ = connection.as_mut() => true,
            _ = stop.wait_for(|stop| *stop) => false,
        };
        if !ended {
            connection.as_mut().graceful_shutdown();
            // A connection that the client closes needs no action.
            let _ = connection.await;
        }
    }
}

async fn answer(
    shared: &Arc<Shared>,
    peer: SocketAddr,
    refused: bool,
    request: Request<Incoming>,
) -> Response<OutgoingBody> {
    let packet = request
        .headers()
        .get(protocol::PACKET_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let asked = format!("{} {} {packet}", request.method(), request.uri());
    let mut response = route(shared, refused, request).await;
    response
        .headers_mut()
        .insert(header::SERVER, HeaderValue::from_static("bits_server"));
    HeaderCase::of_iis().await.apply(response.extensions_mut());
    shared.log(format_args!(
        "{peer} {asked} {}",
        response.status().as_u16()
    ));
    response
}

async fn route(
    shared: &Arc<Shared>,
    refused: bool,
    request: Request<Incoming>,
) -> Response<OutgoingBody> {
    let (head, body) = request.into_parts();
    let mut body = IncomingBody::new(body, shared.config.min_rate);
    if refused {
        finish_reading(&head.headers, &mut body).await;
        return UploadError::BUSY.response().map(|()| OutgoingBody::empty());
    }
    if !authorised(shared, &head.headers) {
        let response = unauthorized();
        finish_reading(&head.headers, &mut body).await;
        return response;
    }
    match head.method.as_str() {
        "GET" | "HEAD" => files::serve(&shared.root, &shared.sessions, &head),
        "PUT" if !shared.config.allow_put => {
            finish_reading(&head.headers, &mut body).await;
            not_allowed("GET, HEAD, BITS_POST")
        }
        "BITS_POST" | "PUT" => {
            let shared = shared.clone();
            // The request runs on a task of its own, which finishes when the connection is lost.
            let task = tokio::spawn(async move {
                let uploads = Uploads {
                    config: &shared.config,
                    root: &shared.root,
                    sessions: &shared.sessions,
                };
                let done = match head.method {
                    Method::PUT => uploads.put(&head, &mut body).await,
                    _ => uploads.packet(&head, &mut body).await,
                };
                finish_reading(&head.headers, &mut body).await;
                done.unwrap_or_else(|error| error.response())
            });
            let done = task
                .await
                .unwrap_or_else(|_| status(StatusCode::INTERNAL_SERVER_ERROR));
            done.map(|()| OutgoingBody::empty())
        }
        _ if shared.config.allow_put => not_allowed("GET, HEAD, PUT, BITS_POST"),
        _ => not_allowed("GET, HEAD, BITS_POST"),
    }
}

fn not_allowed(methods: &'static str) -> Response<OutgoingBody> {
    let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
    let allowed = HeaderValue::from_static(methods);
    response.headers_mut().insert(header::ALLOW, allowed);
    response.map(|()| OutgoingBody::empty())
}

/// Returns a response with a status and without a body.
pub fn status(status: StatusCode) -> Response<()> {
    let mut response = Response::new(());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, 0.into());
    response
}

/// Reads the rest of the body, except when the client waits for `100 Continue`: such a client
/// receives the response and sends no body.
async fn finish_reading(headers: &HeaderMap, body: &mut IncomingBody) {
    if !headers.contains_key(header::EXPECT) {
        body.drain().await;
    }
}

fn authorised(shared: &Shared, headers: &HeaderMap) -> bool {
    let Some(credentials) = &shared.config.credentials else {
        return true;
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let Some((scheme, given)) = given.split_once(' ') else {
        return false;
    };
    scheme.eq_ignore_ascii_case("Basic")
        && constant_time_eq(given.trim(), &BASE64_STANDARD.encode(credentials))
}

/// Compares two strings in constant time.
fn constant_time_eq(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |differences, (a, b)| differences | (a ^ b))
            == 0
}

fn unauthorized() -> Response<OutgoingBody> {
    let mut response = status(StatusCode::UNAUTHORIZED);
    let challenge = HeaderValue::from_static("Basic realm=\"BITS\", charset=\"UTF-8\"");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response.map(|()| OutgoingBody::empty())
}

/// Reads a certificate chain and a key from PEM files.
pub fn tls_acceptor(files: &TlsFiles) -> io::Result<TlsAcceptor> {
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(|chain| chain.collect::<Result<Vec<_>, _>>())
        .map_err(io::Error::other)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(io::Error::other)?;
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(chain, key);
    Ok(TlsAcceptor::from(Arc::new(
        config.map_err(io::Error::other)?,
    )))
}

/// Upper and lower case of header names as IIS sends them. hyper writes header names in lower case,
/// except those that it has received in another case, which it stores in the extensions of the
/// message. Therefore hyper reads a request with these names once, and each response gets a copy of
/// its extensions.
pub struct HeaderCase(Extensions);

impl HeaderCase {
    pub async fn of_iis() -> &'static HeaderCase {
        static HEADER_CASE: OnceCell<HeaderCase> = OnceCell::const_new();
        HEADER_CASE.get_or_init(HeaderCase::read_names).await
    }

    pub fn apply(&self, extensions: &mut Extensions) {
        extensions.extend(self.0.clone());
    }

    async fn read_names() -> HeaderCase {
        let names: String = HEADER_NAMES
            .iter()
            .map(|name| format!("{name}: 0\r\n"))
            .collect();
        let (mut writer, reader) = tokio::io::duplex(BUFFER);
        let learned = OnceCell::new();
        let service = service_fn(|request: Request<Incoming>| {
            let _ = learned.set(request.into_parts().0.extensions);
            async { Ok::<_, Infallible>(Response::new(http_body_util::Empty::<Bytes>::new())) }
        });
        let _ = writer
            .write_all(format!("GET / HTTP/1.1\r\n{names}\r\n").as_bytes())
            .await;
        let _ = writer.shutdown().await;
        let _ = hyper::server::conn::http1::Builder::new()
            .preserve_header_case(true)
            .serve_connection(TokioIo::new(reader), service)
            .await;
        HeaderCase(learned.into_inner().unwrap_or_default())
    }
}
