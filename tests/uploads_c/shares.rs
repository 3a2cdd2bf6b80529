//! Uploads to a file share: a folder that another machine may serve.

use std::fs;

use crate::program::Place;
use crate::support::need;

#[test]
fn a_file_goes_to_its_place() {
    if !need("gcc") {
        return;
    }
    for size in [0, 1, 5_000_000] {
        let place = Place::named("w\u{f6}rld 1.bin", size);
        let share = place.path("sh\u{e4}re 2");
        fs::create_dir(&share).unwrap();
        let remote = share.join("a b.bin");
        for name in [
            remote.display().to_string(),
            format!("file://{}", remote.display()).replace(' ', "%20"),
        ] {
            fs::write(&remote, "what was there before").unwrap();
            place.upload(&name, &[]).expect_done(size);
            assert!(fs::read(&remote).unwrap() == place.data, "{name}");
            assert!(place.local.exists());
            assert_eq!(fs::read_dir(&share).unwrap().count(), 1);
        }
    }
}

#[test]
fn what_cannot_be_says_why() {
    if !need("gcc") {
        return;
    }
    let place = Place::new(100_000);
    let folder = place.path("folder");
    fs::create_dir(&folder).unwrap();
    for (remote, code) in [
        ("/nowhere/at/all/a.bin", 0x8007_0002),
        (folder.to_str().unwrap(), 0x8007_0005),
    ] {
        place.upload(remote, &[]).expect_error(code, 5);
    }
    fs::remove_file(&place.local).unwrap();
    place
        .upload(place.path("a.bin").to_str().unwrap(), &[])
        .expect_error(0x8007_0002, 4);
    place.assert_clean();
}
