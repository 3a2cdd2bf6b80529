#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| libbits_fuzz::policy(input));
