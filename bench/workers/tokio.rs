// SPDX-License-Identifier: MIT
//! One producer, eight workers, one collector; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use async_channel::{bounded, Receiver, Sender};
use std::time::Instant;

const WORKERS: usize = 8;
const ROOM: usize = 64;

async fn produce(out: Sender<usize>, count: usize) {
    for i in 0..count {
        out.send(i).await.unwrap();
    }
}

async fn work(inward: Receiver<usize>, out: Sender<usize>, steps: usize) {
    while let Ok(value) = inward.recv().await {
        out.send(value + measure::work(value, steps)).await.unwrap();
    }
}

async fn collect(count: usize, steps: usize) -> usize {
    let (jobs, inward) = bounded(ROOM);
    let (out, results) = bounded(ROOM);
    let mut sum = 0;
    tokio::spawn(produce(jobs, count));
    for _ in 0..WORKERS {
        tokio::spawn(work(inward.clone(), out.clone(), steps));
    }
    drop(out);
    while let Ok(value) = results.recv().await {
        sum += value;
    }
    sum
}

async fn bench() {
    let (count, steps) = (measure::arg(1, 1_000_000), measure::arg(2, 0));
    collect(count / 10, steps).await;
    let begin = Instant::now();
    let sum = collect(count, steps).await;
    measure::report(begin, count, sum);
}

fn main() {
    measure::run(bench());
}
