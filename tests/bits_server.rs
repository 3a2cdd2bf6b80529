//! The example upload server, spoken to byte by byte.

#[path = "../examples/bits_server/mod.rs"]
mod bits_server;

#[path = "bits_server/access.rs"]
mod access;
#[path = "bits_server/captures.rs"]
mod captures;
#[path = "bits_server/downloads.rs"]
mod downloads;
#[path = "bits_server/packets.rs"]
mod packets;
#[path = "bits_server/replies.rs"]
mod replies;
#[path = "bits_server/sessions.rs"]
mod sessions;
#[path = "bits_server/wire.rs"]
mod wire;
