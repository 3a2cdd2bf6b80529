//! The test points of the behaviour reference (behaviour-1, section 21), in its order: a test per
//! line of it, through the Rust API and through the C ABI.

#[path = "support/fault_server.rs"]
#[allow(dead_code)]
mod fault_server;
#[path = "support/own_network.rs"]
mod own_network;
#[path = "behaviour/scene.rs"]
mod scene;
mod support;
#[path = "behaviour/through_c.rs"]
mod through_c;
#[path = "behaviour/through_rust.rs"]
mod through_rust;
#[path = "support/world.rs"]
#[allow(dead_code)]
mod world;
