//! A program with jobs, which may be killed at any moment. Before each call it says what it tries,
//! and after it what succeeded.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bits::abi::BG_JOB_PRIORITY::BG_JOB_PRIORITY_FOREGROUND;
use bits::abi::BG_JOB_STATE::{BG_JOB_STATE_ERROR, BG_JOB_STATE_TRANSFERRED};
use bits::abi::BG_JOB_TYPE::{BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD};
use bits::engine::{FileRange, Job, Queue, Result};

use crate::child::{hear, say, setting};
use crate::world::content;
use crate::{Dice, parts, size};

const SIZES: [usize; 6] = [0, 1, 5000, 100_000, 400_000, 1_000_000];

/// Only moves data.
pub fn play_runner() {
    Queue::open_default().unwrap();
    say("open");
    hear();
}

pub fn play() {
    let queue = Queue::open_default().unwrap();
    let number = setting("NUMBER");
    let mut dice = Dice::new(number.parse().unwrap());
    for serial in 0.. {
        let name = format!("{number}-{serial}");
        match dice.below(4) {
            0 => upload(&queue, &name, &mut dice),
            1 => on_demand(&queue, &name, &mut dice),
            _ => download(&queue, &name, &mut dice),
        }
    }
}

/// A call, and what becomes of it, for the parent to know.
pub fn call<T: std::fmt::Debug>(job: &Job, what: &str, call: impl FnOnce() -> Result<T>) {
    say(format!("{} try {what}", job.id()));
    match call() {
        Ok(outcome) => say(format!("{} ok {what} {outcome:?}", job.id())),
        Err(error) => say(format!("{} failed {what} {error}", job.id())),
    }
}

pub fn add(job: &Job, url: &str, path: &str) {
    call(job, &format!("add {path}"), || add_file(job, url, path));
}

/// Adds a file, or what its name says is wanted of it.
pub fn add_file(job: &Job, url: &str, path: &str) -> Result<()> {
    match parts(Path::new(path)) {
        Some(ranges) => job.add_file_with_ranges(url, path, &ranges),
        None => job.add_files(&[(url, path)]),
    }
}

/// Another way to write the same remote names.
pub fn rename(job: &Job) {
    let server = setting("URL") + "/";
    call(job, "rename", || {
        job.replace_remote_prefix(&server, &format!("{server}/"))
    });
}

pub fn here(name: &str) -> PathBuf {
    PathBuf::from(setting("HERE")).join(name)
}

fn download(queue: &Queue, name: &str, dice: &mut Dice) {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    say(format!("{} ok create ()", job.id()));
    if dice.below(2) == 0 {
        call(&job, "urgent", || {
            job.set_priority(BG_JOB_PRIORITY_FOREGROUND)
        });
    }
    for index in 0..=dice.below(3) {
        let size = dice.pick(&SIZES);
        let kind = if *size > 1 && dice.below(3) == 0 {
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
        if dice.below(2) == 0 {
            call(&job, "resume", || job.resume());
        }
    }
    let title = format!("title-{name}");
    call(&job, &format!("name {title}"), || {
        job.set_display_name(&title)
    });
    for _ in 0..dice.below(3) {
        call(&job, "resume", || job.resume());
        wait(&job, dice);
        if dice.below(2) == 0 {
            rename(&job);
        }
        call(&job, "suspend", || job.suspend());
    }
    call(&job, "resume", || job.resume());
    wait(&job, dice);
    rename(&job);
    if job.state() == BG_JOB_STATE_TRANSFERRED && dice.below(3) == 0 {
        call(&job, "reject", || job.file(0)?.set_validation(false));
        call(&job, "resume", || job.resume());
        wait(&job, dice);
    }
    end(&job, dice);
}

fn on_demand(queue: &Queue, name: &str, dice: &mut Dice) {
    let job = queue.create_job("created", BG_JOB_TYPE_DOWNLOAD).unwrap();
    say(format!("{} ok create ()", job.id()));
    let paths: Vec<_> = (0..=dice.below(2))
        .map(|index| here(&format!("d-{name}-{index}-{}", dice.pick(&SIZES[2..]))))
        .collect();
    for path in &paths {
        add(
            &job,
            &format!("{}/{}", setting("URL"), size(path)),
            path.to_str().unwrap(),
        );
    }
    for _ in 0..=dice.below(5) {
        switch(&job, dice.below(3) > 0);
        for _ in 0..=dice.below(3) {
            let file = dice.below(paths.len() as u64);
            let size = size(&paths[file as usize]) as u64;
            let offset = dice.below(size);
            ask(
                &job,
                file as u32,
                offset,
                1 + dice.below((size - offset).min(size / 4)),
            );
        }
        call(&job, "resume", || job.resume());
        wait(&job, dice);
        match dice.below(4) {
            0 => rename(&job),
            1 => call(&job, "suspend", || job.suspend()),
            _ => {}
        }
    }
    match dice.below(4) {
        0 => call(&job, "complete", || job.complete()),
        1 => call(&job, "cancel", || job.cancel()),
        _ => {}
    }
}

/// Whether only what is asked for comes.
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

fn upload(queue: &Queue, name: &str, dice: &mut Dice) {
    let job = queue.create_job("created", BG_JOB_TYPE_UPLOAD).unwrap();
    say(format!("{} ok create ()", job.id()));
    let name = format!("u-{name}-{}", dice.pick(&SIZES));
    let size = name.rsplit('-').next().unwrap().parse().unwrap();
    fs::write(here(&name), content(size)).unwrap();
    add(
        &job,
        &format!("{}/{name}", setting("UPLOADS")),
        here(&name).to_str().unwrap(),
    );
    call(&job, "resume", || job.resume());
    wait(&job, dice);
    if job.state() == BG_JOB_STATE_TRANSFERRED {
        end(&job, dice);
    } else if dice.below(3) == 0 {
        call(&job, "cancel", || job.cancel());
    }
}

/// Some time, or until nothing more happens.
fn wait(job: &Job, dice: &mut Dice) {
    let (start, patience) = (Instant::now(), Duration::from_millis(dice.below(300)));
    while start.elapsed() < patience
        && !matches!(job.state(), BG_JOB_STATE_TRANSFERRED | BG_JOB_STATE_ERROR)
    {
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn end(job: &Job, dice: &mut Dice) {
    match dice.below(10) {
        0..6 => call(job, "complete", || job.complete()),
        6..8 => call(job, "cancel", || job.cancel()),
        _ => {}
    }
}
