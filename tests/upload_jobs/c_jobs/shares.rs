//! Uploads to a file share: a folder that another machine may serve.

use std::fs;

use bits_test_support::needs::GCC;

use super::program::Workspace;

#[test(needs = [GCC])]
fn a_file_is_uploaded_to_a_share() {
    for size in [0, 1, 5_000_000] {
        let workspace = Workspace::named("w\u{f6}rld 1.bin", size);
        let share = workspace.path("sh\u{e4}re 2");
        fs::create_dir(&share).unwrap();
        let remote = share.join("a b.bin");
        for name in [
            remote.display().to_string(),
            format!("file://{}", remote.display()).replace(' ', "%20"),
        ] {
            fs::write(&remote, "what was there before").unwrap();
            workspace.upload(&name, &[]).expect_done(size);
            assert!(fs::read(&remote).unwrap() == workspace.data, "{name}");
            assert!(workspace.local.exists());
            assert_eq!(fs::read_dir(&share).unwrap().count(), 1);
        }
    }
}

#[test(needs = [GCC])]
fn uploads_to_impossible_paths_say_why() {
    let workspace = Workspace::new(100_000);
    let folder = workspace.path("folder");
    fs::create_dir(&folder).unwrap();
    for (remote, code) in [
        ("/nowhere/at/all/a.bin", 0x8007_0002),
        (folder.to_str().unwrap(), 0x8007_0005),
    ] {
        workspace.upload(remote, &[]).expect_error(code, 5);
    }
    fs::remove_file(&workspace.local).unwrap();
    workspace
        .upload(workspace.path("a.bin").to_str().unwrap(), &[])
        .expect_error(0x8007_0002, 4);
    workspace.assert_clean();
}
