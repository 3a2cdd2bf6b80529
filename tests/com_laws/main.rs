//! The COM boundary, called as C calls it: the laws of `QueryInterface`, exact reference counts,
//! texts of both widths, documented codes, and the same from C and C++ programs.

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/world.rs"]
#[allow(dead_code)]
mod world;

#[macro_use]
mod client;
mod classes;
mod codes;
mod enumerators;
mod jobs;
mod objects;
mod programs;
mod remote_names;
mod replies;
mod round_trip;
mod validation;
