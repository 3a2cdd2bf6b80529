//! The server application: receives each finished upload and can answer it with a reply file.
//!
//! Called by `packets` when the last fragment of a file has arrived.

use super::body::{BodyPart, IncomingBody, OutgoingBody, Selection};
use super::http::HeaderCase;
use super::protocol::{self, UploadError};
use super::rate::MinRate;
use hyper::body::Incoming;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

/// Maximum time of one call of the application. After it the upload fails for now; the next attempt
/// of the client calls the application again.
const TIMEOUT: Duration = Duration::from_secs(300);
/// The application has no minimum rate besides [`TIMEOUT`].
const REPLY_RATE: MinRate = MinRate {
    bytes_per_second: 0,
    interval: TIMEOUT,
};

/// The application that receives finished files. The server keeps such a file only if the response
/// of the application has the header `BITS-Copy-File-To-Destination`.
#[derive(Clone, Debug, Default)]
pub enum Application {
    /// No application: the file is stored and there is no reply.
    #[default]
    None,
    /// No application: the file is stored, and this absolute URL is the reply to every upload.
    Static(String),
    /// HTTP POST of the file to an absolute `http` URL; the body of the response is the reply.
    ByValue(String),
    /// HTTP POST of two paths (`BITS-Request-DataFile-Name`, `BITS-Response-DataFile-Name`) to an
    /// absolute `http` URL; the application writes its reply to the second.
    ByReference(String),
    /// `PROGRAM REQUEST-FILE RESPONSE-FILE`, with the upload's URL in `BITS_ORIGINAL_REQUEST_URL`.
    /// The program writes its reply to the second file, and header lines (`Name: value`) to its
    /// standard output.
    Program(PathBuf),
}

/// The result of the application for a finished file.
#[derive(Clone, Serialize, Deserialize)]
pub struct ApplicationResult {
    /// The URL of the reply; `None` without a reply.
    pub reply_url: Option<String>,
    /// Whether Close-Session moves the file to its destination.
    pub keep: bool,
}

/// A finished upload, as the application receives it.
pub struct FinishedUpload {
    /// The URL that the client uploaded to.
    pub url: String,
    pub file: PathBuf,
    /// The path for the reply file.
    pub reply: PathBuf,
    /// The URL of the reply file.
    pub reply_url: String,
}

impl Application {
    /// Calls the application for a file. It can be called more than once for a file: after a
    /// failure or after a crash.
    pub async fn notify(&self, upload: FinishedUpload) -> Result<ApplicationResult, UploadError> {
        let _ = std::fs::remove_file(&upload.reply); // left by a failed attempt
        match tokio::time::timeout(TIMEOUT, self.call(&upload)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(UploadError::APPLICATION_TIMEOUT),
        }
    }

    async fn call(&self, upload: &FinishedUpload) -> Result<ApplicationResult, UploadError> {
        let answer = match self {
            Application::None => {
                return Ok(ApplicationResult {
                    reply_url: None,
                    keep: true,
                });
            }
            Application::Static(url) => {
                return Ok(ApplicationResult {
                    reply_url: Some(url.clone()),
                    keep: true,
                });
            }
            Application::ByValue(url) => post_file(url, upload).await?,
            Application::ByReference(url) => post_names(url, upload).await?,
            Application::Program(program) => run(program, upload).await?,
        };
        let elsewhere = answer
            .get(protocol::STATIC_RESPONSE_URL)
            .and_then(|url| url.to_str().ok());
        let replied = || std::fs::metadata(&upload.reply).is_ok_and(|reply| reply.len() > 0);
        let reply_url = match elsewhere {
            Some(url) => Some(url.to_owned()),
            None => replied().then(|| upload.reply_url.clone()),
        };
        Ok(ApplicationResult {
            reply_url,
            keep: answer.contains_key(protocol::COPY_FILE_TO_DESTINATION),
        })
    }
}

async fn post_file(url: &str, upload: &FinishedUpload) -> Result<HeaderMap, UploadError> {
    let file = File::open(&upload.file)?;
    let whole = BodyPart::File(0..file.metadata()?.len());
    let response = post(
        url,
        upload,
        &[],
        OutgoingBody::from_parts(file, vec![whole]),
    )
    .await?;
    let (answer, reply) = response.into_parts();
    let file = File::create(&upload.reply)?;
    IncomingBody::new(reply, REPLY_RATE)
        .save(file, Selection::default(), None)
        .await?;
    Ok(answer.headers)
}

async fn post_names(url: &str, upload: &FinishedUpload) -> Result<HeaderMap, UploadError> {
    let names = [
        (protocol::REQUEST_DATAFILE_NAME, &upload.file),
        (protocol::RESPONSE_DATAFILE_NAME, &upload.reply),
    ];
    Ok(post(url, upload, &names, OutgoingBody::empty())
        .await?
        .into_parts()
        .0
        .headers)
}

/// Calls the application over HTTP. An error of the application becomes that of the upload.
async fn post(
    url: &str,
    upload: &FinishedUpload,
    names: &[(HeaderName, &PathBuf)],
    body: OutgoingBody,
) -> Result<Response<Incoming>, UploadError> {
    let response = exchange(url, upload, names, body).await.map_err(|error| {
        eprintln!("{url}: {error}");
        UploadError::application(StatusCode::BAD_GATEWAY, None)
    })?;
    if response.status() == StatusCode::OK {
        return Ok(response);
    }
    let code = [protocol::ERROR_CODE, protocol::ERROR]
        .iter()
        .find_map(|name| hresult(response.headers().get(name)?));
    Err(UploadError::application(response.status(), code))
}

async fn exchange(
    url: &str,
    upload: &FinishedUpload,
    names: &[(HeaderName, &PathBuf)],
    body: OutgoingBody,
) -> io::Result<Response<Incoming>> {
    let target = address(url, &upload.url)?;
    let authority = target.authority().ok_or(io::ErrorKind::InvalidInput)?;
    let stream =
        tokio::net::TcpStream::connect((authority.host(), authority.port_u16().unwrap_or(80)))
            .await?;
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .preserve_header_case(true)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    tokio::spawn(connection);
    let mut request = Request::post(target.path_and_query().map_or("/", |path| path.as_str()))
        .header(header::HOST, authority.as_str())
        .header(header::USER_AGENT, "BITSExts 1.5")
        .header(
            header::CONTENT_LENGTH,
            hyper::body::Body::size_hint(&body).lower(),
        )
        .header(protocol::ORIGINAL_REQUEST_URL, &upload.url)
        .body(body)
        .map_err(io::Error::other)?;
    for (name, path) in names {
        let path = HeaderValue::from_bytes(path.as_os_str().as_encoded_bytes())
            .map_err(io::Error::other)?;
        request.headers_mut().insert(name, path);
    }
    HeaderCase::of_iis().await.apply(request.extensions_mut());
    sender.send_request(request).await.map_err(io::Error::other)
}

/// Joins the URL of the application and the query of the uploaded URL.
fn address(url: &str, upload_url: &str) -> io::Result<Uri> {
    let joined = match upload_url.split_once('?') {
        Some((_, query)) => format!("{url}{}{query}", if url.contains('?') { '&' } else { '?' }),
        None => url.to_owned(),
    };
    joined.parse().map_err(io::Error::other)
}

fn hresult(value: &HeaderValue) -> Option<u32> {
    let text = value.to_str().ok()?.trim();
    u32::from_str_radix(text.strip_prefix("0x").unwrap_or(text), 16).ok()
}

/// Runs the program and parses its output as headers.
async fn run(program: &Path, upload: &FinishedUpload) -> Result<HeaderMap, UploadError> {
    let output = tokio::process::Command::new(program)
        .args([&upload.file, &upload.reply])
        .env("BITS_ORIGINAL_REQUEST_URL", &upload.url)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await;
    match output {
        Ok(output) if output.status.success() => Ok(printed_headers(&output.stdout)),
        failed => {
            eprintln!(
                "{}: {}",
                program.display(),
                failed.map_or_else(|e| e.to_string(), |o| o.status.to_string())
            );
            Err(UploadError::application(
                StatusCode::INTERNAL_SERVER_ERROR,
                None,
            ))
        }
    }
}

fn printed_headers(output: &[u8]) -> HeaderMap {
    let lines = std::str::from_utf8(output).unwrap_or_default().lines();
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((
            HeaderName::try_from(name.trim()).ok()?,
            HeaderValue::try_from(value.trim()).ok()?,
        ))
    };
    lines.filter_map(header).collect()
}
