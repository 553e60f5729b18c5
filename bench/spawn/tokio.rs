// SPDX-License-Identifier: MIT
//! One task from its start to its end; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;
use tokio::sync::mpsc::{channel, Sender};

const BATCH: usize = 100;
static ENDED: AtomicUsize = AtomicUsize::new(0);

async fn leaf() {
    ENDED.fetch_add(1, Relaxed);
}

async fn batches(count: usize) {
    for _ in (0..count).step_by(BATCH) {
        let wanted = ENDED.load(Relaxed) + BATCH;
        for _ in 0..BATCH {
            tokio::spawn(leaf());
        }
        while ENDED.load(Relaxed) < wanted {
            tokio::task::yield_now().await;
        }
    }
}

async fn answer(out: Sender<usize>, value: usize) {
    out.send(value).await.unwrap();
}

async fn joins(count: usize) {
    let (out, mut inward) = channel(1);
    for i in 0..count {
        tokio::spawn(answer(out.clone(), i));
        measure::check(inward.recv().await.unwrap(), i);
    }
}

async fn run(count: usize, joined: bool) {
    if joined {
        joins(count).await;
    } else {
        batches(count).await;
    }
}

async fn bench() {
    let count = measure::arg(1, 1_000_000) / BATCH * BATCH;
    let joined = measure::word(2) == "join";
    run(count / 10 / BATCH * BATCH, joined).await;
    let begin = Instant::now();
    run(count, joined).await;
    measure::report(begin, count, count);
}

fn main() {
    measure::run(bench());
}
