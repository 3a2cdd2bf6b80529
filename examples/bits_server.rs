//! Runs a BITS upload server. Stores the files of UPLOAD and UPLOAD_REPLY jobs in a folder, and
//! serves that folder to DOWNLOAD jobs.
//!
//! ```sh
//! cargo run --release --example bits_server -- --root DIR --listen 127.0.0.1:8080
//! ```

#[path = "bits_server/mod.rs"]
mod bits_server;

use bits_server::{Application, Config, Server, TlsFiles};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "\
Usage: bits_server --root DIR [options]

  --root DIR                 store uploads in this folder and serve its files; its subfolders must
                             exist; DIR/BITS-Sessions belongs to the server
  --listen ADDRESS:PORT      address to listen on (default 127.0.0.1:8080)
  --overwrite                allow uploads to replace files
  --allow-put                allow clients to store files with PUT (curl -T)
  --max-size BYTES           maximum size of a file
  --max-fragment BYTES       maximum size of a fragment; the client receives status 413 for a larger
                             one and sends smaller ones
  --session-timeout SECONDS  delete sessions unused for this time (default 1209600, 14 days)
  --max-connections NUMBER   serve at most this many connections; others receive status 503
                             (default 1024)
  --max-sessions NUMBER      allow at most this many unfinished uploads; others receive status 503
                             (default 10000)
  --min-rate BYTES           disconnect clients that send or receive fewer bytes per second
                             (default 240)
  --client-timeout SECONDS   the time over which --min-rate is measured; also the maximum time for
                             the headers of a request, and between two requests (default 120)
  --drain-timeout SECONDS    after SIGTERM or SIGINT, accept no connection and finish the requests
                             that have begun, for at most this time (default 30)
  --user NAME:PASSWORD       require Basic authentication
  --cert FILE --key FILE     use TLS with this certificate and key (PEM)
  --host-id NAME             tell clients to continue each upload at this host
  --host-id-timeout SECONDS  let clients return to the first host after failures for this time
  --quiet                    write no line for each request

A server application can answer uploads with a reply (at most one of these options):

  --post URL                 POST the file to URL; the body of the response is the reply
  --post-names URL           POST the paths of the file and of the reply to URL
  --run PROGRAM              run PROGRAM FILE REPLY; its output can contain header lines
  --static-reply URL         answer every upload with this URL, and keep the file

With the first three, the server keeps the uploaded file only if the response has the header
BITS-Copy-File-To-Destination: 1. The header BITS-Static-Response-URL names another reply.";

pub fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let Options {
        config,
        drain_timeout,
    } = match parse(arguments) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("bits_server: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let (scheme, root) = (
        if config.tls.is_some() {
            "https"
        } else {
            "http"
        },
        config.root.display().to_string(),
    );
    raise_limit_of_open_files();
    let started = Server::start(config).and_then(|server| Ok((server.catch_signals()?, server)));
    match started {
        Ok((mut signals, server)) => {
            println!("serving {root} at {scheme}://{}/", server.addr());
            signals.wait();
            // A second signal does not wait for the requests.
            std::thread::spawn(move || {
                signals.wait();
                std::process::exit(1);
            });
            server.drain(drain_timeout);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bits_server: cannot serve {root}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Each connection needs several descriptors, and the usual limit is 1024. The system allows a
/// process more when it asks.
fn raise_limit_of_open_files() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    let raised = Rlimit {
        current: maximum,
        maximum,
    };
    // The server serves fewer connections when this fails.
    let _ = setrlimit(Resource::Nofile, raised);
}

struct Options {
    config: Config,
    /// Maximum time between a signal and the end of the process.
    drain_timeout: Duration,
}

fn parse(arguments: Vec<String>) -> Result<Options, String> {
    let mut config = Config {
        log: true,
        listen: ([127, 0, 0, 1], 8080).into(),
        ..Config::new("")
    };
    let mut drain_timeout = Duration::from_secs(30);
    let (mut certificate, mut key) = (None, None);
    let mut rest = arguments.into_iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "--overwrite" => config.allow_overwrites = true,
            "--allow-put" => config.allow_put = true,
            "--quiet" => config.log = false,
            _ => {
                let value = rest.next().ok_or(format!("{option} requires a value"))?;
                match option.as_str() {
                    "--root" => config.root = value.into(),
                    "--listen" => config.listen = number(&option, &value)?,
                    "--max-size" => config.max_size = Some(number(&option, &value)?),
                    "--max-fragment" => config.max_fragment = Some(number(&option, &value)?),
                    "--session-timeout" => {
                        config.session_timeout = Duration::from_secs(number(&option, &value)?)
                    }
                    "--max-connections" => config.max_connections = positive(&option, &value)?,
                    "--max-sessions" => config.max_sessions = positive(&option, &value)?,
                    "--min-rate" => config.min_rate.bytes_per_second = number(&option, &value)?,
                    "--client-timeout" => {
                        config.min_rate.interval = Duration::from_secs(positive(&option, &value)?)
                    }
                    "--drain-timeout" => {
                        drain_timeout = Duration::from_secs(number(&option, &value)?)
                    }
                    "--user" if value.contains(':') => config.credentials = Some(value),
                    "--cert" => certificate = Some(value.into()),
                    "--key" => key = Some(value.into()),
                    "--host-id" => config.host_id = Some(header_value(&option, value)?),
                    "--host-id-timeout" => {
                        config.host_id_fallback_timeout = Some(number(&option, &value)?)
                    }
                    "--post" => {
                        config.application = Application::ByValue(http_url(&option, value)?)
                    }
                    "--post-names" => {
                        config.application = Application::ByReference(http_url(&option, value)?)
                    }
                    "--run" => config.application = Application::Program(value.into()),
                    "--static-reply" => {
                        config.application = Application::Static(header_value(&option, value)?)
                    }
                    _ => return Err(format!("unknown option or invalid value: {option} {value}")),
                }
            }
        }
    }
    config.tls = match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (None, None) => None,
        _ => return Err("--cert and --key require each other".into()),
    };
    config.cleanup_interval = config.cleanup_interval.min(config.session_timeout);
    if config.root.as_os_str().is_empty() {
        Err("--root is missing".into())
    } else {
        Ok(Options {
            config,
            drain_timeout,
        })
    }
}

fn positive<T: std::str::FromStr + Default + PartialEq>(
    option: &str,
    value: &str,
) -> Result<T, String> {
    number(option, value).and_then(|number: T| match number == T::default() {
        true => Err(format!("{option}: must not be 0")),
        false => Ok(number),
    })
}

fn number<T: std::str::FromStr>(option: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("{option}: invalid value {value}"))
}

fn header_value(option: &str, value: String) -> Result<String, String> {
    let fits = !value.is_empty()
        && value.len() <= 2200
        && value.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        Ok(value)
    } else {
        Err(format!("{option}: {value} is not valid in a header"))
    }
}

fn http_url(option: &str, value: String) -> Result<String, String> {
    let fits = value
        .parse::<hyper::Uri>()
        .is_ok_and(|url| url.scheme_str() == Some("http"));
    if fits {
        Ok(value)
    } else {
        Err(format!("{option}: {value} is not an absolute http URL"))
    }
}
