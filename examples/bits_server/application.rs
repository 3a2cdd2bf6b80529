//! The server application behind uploads with a reply: it gets each finished file and may answer
//! with another one.

use super::body::{self, Outgoing, Piece};
use super::http::Spelling;
use super::protocol::{self, Refusal};
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

/// After this long the upload is refused for now; the client's next attempt asks the application
/// again.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Who gets a finished file. With an application, the file is kept only if its answer has the
/// header `BITS-Copy-File-To-Destination`.
#[derive(Clone, Debug, Default)]
pub enum Application {
    /// Nobody: the file goes to its place, there is no reply.
    #[default]
    None,
    /// Nobody, but every upload is answered with this absolute URL.
    Static(String),
    /// HTTP POST of the file to an absolute `http` URL; the answer's body is the reply.
    ByValue(String),
    /// HTTP POST of two paths (`BITS-Request-DataFile-Name`, `BITS-Response-DataFile-Name`) to an
    /// absolute `http` URL; the application writes its reply to the second.
    ByReference(String),
    /// `PROGRAM REQUEST-FILE RESPONSE-FILE`, with the upload's URL in `BITS_ORIGINAL_REQUEST_URL`.
    /// It writes its reply to the second file, and headers (`Name: value` lines) to its standard
    /// output.
    Program(PathBuf),
}

/// What became of a finished file.
#[derive(Clone, Serialize, Deserialize)]
pub struct Outcome {
    pub reply_url: Option<String>,
    /// Whether the file goes to its destination at Close-Session.
    pub keep: bool,
}

/// A finished upload, for the application.
pub struct Upload {
    pub url: String,
    pub file: PathBuf,
    pub reply: PathBuf,
    /// Where a client finds the reply, if there is one.
    pub reply_url: String,
}

impl Application {
    /// Gives the file to the application. May run more than once for a file: after a failure, or
    /// after a crash.
    pub async fn notify(&self, upload: Upload) -> Result<Outcome, Refusal> {
        let _ = std::fs::remove_file(&upload.reply); // of an attempt that failed
        match tokio::time::timeout(TIMEOUT, self.ask(&upload)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(Refusal::APPLICATION_TIMEOUT),
        }
    }

    async fn ask(&self, upload: &Upload) -> Result<Outcome, Refusal> {
        let answer = match self {
            Application::None => {
                return Ok(Outcome {
                    reply_url: None,
                    keep: true,
                });
            }
            Application::Static(url) => {
                return Ok(Outcome {
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
        Ok(Outcome {
            reply_url,
            keep: answer.contains_key(protocol::COPY_FILE_TO_DESTINATION),
        })
    }
}

async fn post_file(url: &str, upload: &Upload) -> Result<HeaderMap, Refusal> {
    let file = File::open(&upload.file)?;
    let whole = Piece::File(0..file.metadata()?.len());
    let response = post(url, upload, &[], Outgoing::pieces(file, vec![whole])).await?;
    let (answer, mut reply) = response.into_parts();
    body::save(&mut reply, File::create(&upload.reply)?, 0, None).await?;
    Ok(answer.headers)
}

async fn post_names(url: &str, upload: &Upload) -> Result<HeaderMap, Refusal> {
    let names = [
        (protocol::REQUEST_DATAFILE_NAME, &upload.file),
        (protocol::RESPONSE_DATAFILE_NAME, &upload.reply),
    ];
    Ok(post(url, upload, &names, Outgoing::empty())
        .await?
        .into_parts()
        .0
        .headers)
}

/// Calls the application over HTTP. Its errors become the upload's.
async fn post(
    url: &str,
    upload: &Upload,
    names: &[(HeaderName, &PathBuf)],
    body: Outgoing,
) -> Result<Response<Incoming>, Refusal> {
    let response = exchange(url, upload, names, body).await.map_err(|error| {
        eprintln!("{url}: {error}");
        Refusal::application(StatusCode::BAD_GATEWAY, None)
    })?;
    if response.status() == StatusCode::OK {
        return Ok(response);
    }
    let code = [protocol::ERROR_CODE, protocol::ERROR]
        .iter()
        .find_map(|name| hresult(response.headers().get(name)?));
    Err(Refusal::application(response.status(), code))
}

async fn exchange(
    url: &str,
    upload: &Upload,
    names: &[(HeaderName, &PathBuf)],
    body: Outgoing,
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
    Spelling::of_iis().await.apply(request.extensions_mut());
    sender.send_request(request).await.map_err(io::Error::other)
}

/// The application's address, with the query of the upload's.
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

/// Runs the local program; what it prints are the headers of its answer.
async fn run(program: &Path, upload: &Upload) -> Result<HeaderMap, Refusal> {
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
            Err(Refusal::application(
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
