#!/bin/sh
# What takes too long for every change: the tests of the engine under ThreadSanitizer and AddressSanitizer. Needs rustup's
# nightly toolchain with rust-src, because the standard library is compiled with the sanitizer, too. The C libraries
# inside are not; their locks are seen, their memory accesses are not.
#
#   tests/slow.sh [thread|address]...   both when none is named
set -eu
cd "$(dirname "$0")/.."
target=$(rustc -vV | sed -n 's/^host: //p')

run() {
    sanitizer=$1
    echo "== $sanitizer"
    CARGO_TARGET_DIR="target/sanitized-$sanitizer" \
        RUSTFLAGS="-Zsanitizer=$sanitizer" \
        TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/tests/support/tsan.txt" \
        ASAN_OPTIONS="detect_leaks=1" \
        cargo +nightly test --release --locked -Zbuild-std --target "$target" --lib --test engine --test uploads \
        --test behaviour -- --skip through_c
}

for sanitizer in "${@:-thread address}"; do
    for each in $sanitizer; do
        run "$each"
    done
done
