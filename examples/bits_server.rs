//! A BITS upload server. Jobs of type UPLOAD and UPLOAD_REPLY put files below a folder; everything
//! there can be downloaded again.
//!
//! ```sh
//! cargo run --release --example bits_server -- --root DIR --listen 127.0.0.1:8080
//! ```

#[path = "bits_server/mod.rs"]
mod bits_server;

use bits_server::{Application, Config, Server, TlsFiles};
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "\
usage: bits_server --root DIR [options]

  --root DIR                 serve and fill this folder (folders in it must exist; DIR/BITS-Sessions is the server's)
  --listen ADDRESS:PORT      default 127.0.0.1:8080
  --overwrite                uploads may replace files
  --max-size BYTES           largest file
  --max-fragment BYTES       largest fragment (413 makes a client send smaller ones)
  --session-timeout SECONDS  drop unused sessions after this long (default 1209600, 14 days)
  --user NAME:PASSWORD       Basic authentication
  --cert FILE --key FILE     TLS (PEM)
  --host-id NAME             clients shall go on at this host
  --host-id-timeout SECONDS  ... and may come back after failing there for this long
  --quiet                    no line per request

A server application may answer uploads with a reply (one of):

  --post URL                 POST the file to URL; the answer's body is the reply
  --post-names URL           POST the paths of the file and of the reply to URL
  --run PROGRAM              run PROGRAM FILE REPLY; its output may hold header lines
  --static-reply URL         answer every upload with this URL, and keep the file

The first three keep the uploaded file only when the answer has the header BITS-Copy-File-To-Destination: 1;
BITS-Static-Response-URL in it names another reply.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let config = match parse(arguments) {
        Ok(config) => config,
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
    match Server::start(config) {
        Ok(server) => {
            println!("{root} is at {scheme}://{}/", server.addr());
            server.wait();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bits_server: cannot serve {root}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn parse(arguments: Vec<String>) -> Result<Config, String> {
    let mut config = Config {
        log: true,
        listen: ([127, 0, 0, 1], 8080).into(),
        ..Config::new("")
    };
    let (mut certificate, mut key) = (None, None);
    let mut rest = arguments.into_iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "--overwrite" => config.allow_overwrites = true,
            "--quiet" => config.log = false,
            _ => {
                let value = rest.next().ok_or(format!("{option} needs a value"))?;
                match option.as_str() {
                    "--root" => config.root = value.into(),
                    "--listen" => config.listen = number(&option, &value)?,
                    "--max-size" => config.max_size = Some(number(&option, &value)?),
                    "--max-fragment" => config.max_fragment = Some(number(&option, &value)?),
                    "--session-timeout" => {
                        config.session_timeout = Duration::from_secs(number(&option, &value)?)
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
                    _ => return Err(format!("{option} {value} is not understood")),
                }
            }
        }
    }
    config.tls = match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (None, None) => None,
        _ => return Err("--cert and --key go together".into()),
    };
    config.cleanup_interval = config.cleanup_interval.min(config.session_timeout);
    if config.root.as_os_str().is_empty() {
        Err("--root is missing".into())
    } else {
        Ok(config)
    }
}

fn number<T: std::str::FromStr>(option: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("{option} {value} is not understood"))
}

fn header_value(option: &str, value: String) -> Result<String, String> {
    let fits = !value.is_empty()
        && value.len() <= 2200
        && value.bytes().all(|byte| byte.is_ascii_graphic());
    if fits {
        Ok(value)
    } else {
        Err(format!("{option} {value} cannot stand in a header"))
    }
}

fn http_url(option: &str, value: String) -> Result<String, String> {
    let fits = value
        .parse::<hyper::Uri>()
        .is_ok_and(|url| url.scheme_str() == Some("http"));
    if fits {
        Ok(value)
    } else {
        Err(format!("{option} {value} is not an absolute http URL"))
    }
}
