//! The role of a client with jobs, which may be killed at any moment. It reports each call before
//! it makes the call, and its result afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::engine::{FileRange, Job, Queue, Result};
use bits_test_support::child::{receive, send, setting};
use bits_test_support::fixture::content;
use bits_test_support::random::Random;

use crate::{parts, size};

const SIZES: [usize; 6] = [0, 1, 5000, 100_000, 400_000, 1_000_000];

/// The role of a process that only runs transfers.
pub fn run_runner() {
    Queue::open_default().unwrap();
    send("open");
    receive();
}

pub fn run() {
    let queue = Queue::open_default().unwrap();
    let number = setting("NUMBER");
    let mut random = Random::new(number.parse().unwrap());
    for serial in 0.. {
        let name = format!("{number}-{serial}");
        match random.below(4) {
            0 => upload(&queue, &name, &mut random),
            1 => on_demand(&queue, &name, &mut random),
            _ => download(&queue, &name, &mut random),
        }
    }
}

/// Makes a call, and reports it and its result to the parent.
pub fn call<T: std::fmt::Debug>(job: &Job, what: &str, call: impl FnOnce() -> Result<T>) {
    send(format!("{} try {what}", job.id()));
    match call() {
        Ok(outcome) => send(format!("{} ok {what} {outcome:?}", job.id())),
        Err(error) => send(format!("{} failed {what} {error}", job.id())),
    }
}

pub fn add(job: &Job, url: &str, path: &str) {
    call(job, &format!("add {path}"), || add_file(job, url, path));
}

/// Adds a file, or the ranges of it that its name stands for.
pub fn add_file(job: &Job, url: &str, path: &str) -> Result<()> {
    match parts(Path::new(path)) {
        Some(ranges) => job.add_file_with_ranges(url, path, &ranges),
        None => job.add_files(&[(url, path)]),
    }
}

/// Replaces the remote names by other spellings of the same names.
pub fn rename(job: &Job) {
    let server = setting("URL") + "/";
    call(job, "rename", || {
        job.replace_remote_prefix(&server, &format!("{server}/"))
    });
}

pub fn here(name: &str) -> PathBuf {
    PathBuf::from(setting("HERE")).join(name)
}

fn download(queue: &Queue, name: &str, random: &mut Random) {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    send(format!("{} ok create ()", job.id()));
    if random.below(2) == 0 {
        call(&job, "urgent", || {
            job.set_priority(BG_JOB_PRIORITY_FOREGROUND)
        });
    }
    for index in 0..=random.below(3) {
        let size = random.pick(&SIZES);
        let kind = if *size > 1 && random.below(3) == 0 {
            "-parts"
        } else {
            ""
        };
        let path = here(&format!("d-{name}-{index}{kind}-{size}"));
        add(
            &job,
            &format!("{}/{size}", setting("URL")),
            path.to_str().unwrap(),
        );
        if random.below(2) == 0 {
            call(&job, "resume", || job.resume());
        }
    }
    let title = format!("title-{name}");
    call(&job, &format!("name {title}"), || {
        job.set_display_name(&title)
    });
    for _ in 0..random.below(3) {
        call(&job, "resume", || job.resume());
        wait(&job, random);
        if random.below(2) == 0 {
            rename(&job);
        }
        call(&job, "suspend", || job.suspend());
    }
    call(&job, "resume", || job.resume());
    wait(&job, random);
    rename(&job);
    if job.state() == BG_JOB_STATE_TRANSFERRED && random.below(3) == 0 {
        call(&job, "reject", || job.file(0)?.set_validation(false));
        call(&job, "resume", || job.resume());
        wait(&job, random);
    }
    end(&job, random);
}

fn on_demand(queue: &Queue, name: &str, random: &mut Random) {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    send(format!("{} ok create ()", job.id()));
    let paths: Vec<_> = (0..=random.below(2))
        .map(|index| here(&format!("d-{name}-{index}-{}", random.pick(&SIZES[2..]))))
        .collect();
    for path in &paths {
        add(
            &job,
            &format!("{}/{}", setting("URL"), size(path)),
            path.to_str().unwrap(),
        );
    }
    for _ in 0..=random.below(5) {
        switch(&job, random.below(3) > 0);
        for _ in 0..=random.below(3) {
            let file = random.below(paths.len() as u64);
            let size = size(&paths[file as usize]) as u64;
            let offset = random.below(size);
            ask(
                &job,
                file as u32,
                offset,
                1 + random.below((size - offset).min(size / 4)),
            );
        }
        call(&job, "resume", || job.resume());
        wait(&job, random);
        match random.below(4) {
            0 => rename(&job),
            1 => call(&job, "suspend", || job.suspend()),
            _ => {}
        }
    }
    match random.below(4) {
        0 => call(&job, "complete", || job.complete()),
        1 => call(&job, "cancel", || job.cancel()),
        _ => {}
    }
}

/// Sets whether the job downloads only requested ranges.
pub fn switch(job: &Job, on_demand: bool) {
    let what = if on_demand { "sparse" } else { "all" };
    call(job, what, || job.set_on_demand(on_demand));
}

pub fn ask(job: &Job, file: u32, offset: u64, length: u64) {
    call(job, &format!("ask {file} {offset} {length}"), || {
        job.file(file)?
            .request_ranges(&[FileRange::new(offset, length)?])
    });
}

fn upload(queue: &Queue, name: &str, random: &mut Random) {
    let job = queue.create_job("created", BG_JOB_TYPE_UPLOAD).unwrap();
    send(format!("{} ok create ()", job.id()));
    let name = format!("u-{name}-{}", random.pick(&SIZES));
    let size = name.rsplit('-').next().unwrap().parse().unwrap();
    fs::write(here(&name), content(size)).unwrap();
    add(
        &job,
        &format!("{}/{name}", setting("UPLOADS")),
        here(&name).to_str().unwrap(),
    );
    call(&job, "resume", || job.resume());
    wait(&job, random);
    if job.state() == BG_JOB_STATE_TRANSFERRED {
        end(&job, random);
    } else if random.below(3) == 0 {
        call(&job, "cancel", || job.cancel());
    }
}

/// Waits for a random time, or until the job has finished.
fn wait(job: &Job, random: &mut Random) {
    let (start, patience) = (Instant::now(), Duration::from_millis(random.below(300)));
    while start.elapsed() < patience
        && !matches!(job.state(), BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ERROR)
    {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn end(job: &Job, random: &mut Random) {
    match random.below(10) {
        0..6 => call(job, "complete", || job.complete()),
        6..8 => call(job, "cancel", || job.cancel()),
        _ => {}
    }
}
