//! The inputs of the fuzz targets, with what the fuzzers found, run through the same functions.

use std::fs;
use std::path::Path;

use bits_test_support::fixture::names;

#[path = "../fuzz/src/lib.rs"]
mod targets;
use targets::TARGETS;

#[test]
fn every_seed_of_the_fuzz_targets_passes() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let folders = names(&fuzz.join("seeds"));
    let mut known: Vec<_> = TARGETS.iter().map(|(name, _)| name.to_string()).collect();
    known.sort();
    assert_eq!(folders, known);
    for (name, target) in TARGETS {
        assert!(
            fuzz.join(format!("fuzz_targets/{name}.rs")).exists(),
            "{name}"
        );
        let folder = fuzz.join("seeds").join(name);
        let seeds = names(&folder);
        assert!(seeds.len() > 3, "{name}");
        for seed in seeds {
            println!("{name}/{seed}");
            target(&fs::read(folder.join(seed)).unwrap());
        }
    }
}
