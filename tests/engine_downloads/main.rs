//! Jobs of the Rust API download files from a server to the disk.

#[macro_use] // the attribute #[test]
extern crate bits_test_support;

mod clocks;
mod destinations;
mod jobs;
mod links;
mod modes;
mod names;
mod observers;
mod on_demand;
mod on_demand_edges;
mod places;
mod random_jobs;
mod ranges;
mod rows;
mod seeds;
mod servers;

fn main() -> std::process::ExitCode {
    bits_test_support::harness::run()
}
