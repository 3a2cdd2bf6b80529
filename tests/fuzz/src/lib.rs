//! Functions of the fuzz targets. Each passes an input to a part of the library that reads what
//! others wrote, and checks what must hold for every input. A panic is a fault.
//!
//! The test `seeds` of `engine_downloads` includes this file and runs the inputs of `seeds/`.
//!
//! Most inputs are texts whose first line has numbers for the circumstances, see [`Input`].

mod headers;
mod names;
mod responses;
mod rows;

pub use headers::{custom_headers, policy};
pub use names::{local_name, remote_name};
pub use responses::{answer_head, upload_ack};
pub use rows::rows;

/// Function that takes the input of a target.
pub type Target = fn(&[u8]);

/// The targets by name. Each has a program in `fuzz_targets/` and inputs in `seeds/`.
pub const TARGETS: [(&str, Target); 7] = [
    ("answer_head", answer_head),
    ("upload_ack", upload_ack),
    ("custom_headers", custom_headers),
    ("policy", policy),
    ("rows", rows),
    ("remote_name", remote_name),
    ("local_name", local_name),
];

/// Input that begins with a line of numbers. What is no number, and what is missing, counts as 0.
struct Input<'a> {
    numbers: Vec<u64>,
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    fn new(input: &'a [u8]) -> Input<'a> {
        let end = input.iter().position(|byte| *byte == b'\n');
        let (line, rest) = match end {
            Some(end) => (&input[..end], &input[end + 1..]),
            None => (input, &input[input.len()..]),
        };
        let words = line.split(u8::is_ascii_whitespace);
        let number = |word| std::str::from_utf8(word).ok()?.parse().ok();
        Input {
            numbers: words.map(|word| number(word).unwrap_or(0)).collect(),
            rest,
        }
    }

    fn number(&self, index: usize) -> u64 {
        self.numbers.get(index).copied().unwrap_or(0)
    }

    /// Tells whether a bit of the first number is set.
    fn flag(&self, bit: u32) -> bool {
        self.number(0) >> bit & 1 == 1
    }
}

/// Fails if a line of a request would end early and begin another one.
fn check_line(line: &str) {
    assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
}
