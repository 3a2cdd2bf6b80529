//! nginx as a test server, on free ports of the loopback interface, with a folder of its own.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rcgen::{CertificateParams, KeyPair};

pub struct Nginx {
    process: Child,
    folder: tempfile::TempDir,
    plain: u16,
    secure: u16,
}

impl Nginx {
    /// Starts nginx. `extra` is added to each server's block of the configuration.
    pub fn start(extra: &str) -> Nginx {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("root")).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(["localhost".to_owned()])
            .unwrap()
            .self_signed(&key)
            .unwrap();
        fs::write(folder.path().join("certificate.pem"), certificate.pem()).unwrap();
        fs::write(folder.path().join("key.pem"), key.serialize_pem()).unwrap();
        // Another process may take a free port before nginx does.
        (0..5)
            .find_map(|_| Nginx::try_start(&folder, extra))
            .map(|(process, plain, secure)| Nginx {
                process,
                folder,
                plain,
                secure,
            })
            .expect("nginx finds free ports")
    }

    fn try_start(folder: &tempfile::TempDir, extra: &str) -> Option<(Child, u16, u16)> {
        let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
        let [plain, secure] = listeners
            .each_ref()
            .map(|listener| listener.local_addr().unwrap().port());
        drop(listeners);
        let home = folder.path().display();
        let configuration = format!(
            "daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;
             events {{ worker_connections 256; }}
             http {{
                 access_log off; sendfile on; keepalive_requests 100000;
                 default_type application/octet-stream;
                 client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
                 fastcgi_temp_path {home}/fastcgi;
                 uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
                 server {{ listen 127.0.0.1:{plain}; root {home}/root; {extra} }}
                 server {{
                     listen 127.0.0.1:{secure} ssl http2; root {home}/root; {extra}
                     ssl_certificate {home}/certificate.pem;
                     ssl_certificate_key {home}/key.pem; ssl_protocols TLSv1.3;
                 }}
             }}"
        );
        fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
        let mut process = Command::new("nginx")
            .args(["-c".as_ref(), folder.path().join("nginx.conf").as_os_str()])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", plain)).is_err() {
            if process.try_wait().unwrap().is_some() {
                return None;
            }
            assert!(Instant::now() < deadline, "nginx does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        Some((process, plain, secure))
    }

    /// The folder of the served files.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    /// The self-signed certificate of the HTTPS server.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    pub fn url(&self, name: &str) -> String {
        format!("http://localhost:{}/{name}", self.plain)
    }

    pub fn secure_url(&self, name: &str) -> String {
        format!("https://localhost:{}/{name}", self.secure)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let pid = self.process.id().to_string();
        let _ = Command::new("kill").args(["-QUIT", &pid]).status();
        let _ = self.process.wait();
    }
}
