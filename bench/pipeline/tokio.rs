// SPDX-License-Identifier: MIT
//! One value through ten stages; the twin of csp.c. The least room is 1.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

const STAGES: usize = 10;

async fn produce(out: Sender<usize>, count: usize) {
    for i in 0..count {
        out.send(i).await.unwrap();
    }
}

async fn stage(mut inward: Receiver<usize>, out: Sender<usize>) {
    while let Some(value) = inward.recv().await {
        out.send(value + 1).await.unwrap();
    }
}

async fn pipeline(count: usize, room: usize) -> usize {
    let (out, mut c) = channel(room);
    let mut sum = 0;
    tokio::spawn(produce(out, count));
    for _ in 0..STAGES {
        let (out, next) = channel(room);
        tokio::spawn(stage(c, out));
        c = next;
    }
    while let Some(value) = c.recv().await {
        sum += value;
    }
    sum
}

async fn bench() {
    let (count, room) = (measure::arg(1, 1_000_000), measure::arg(2, 0).max(1));
    pipeline(count / 10, room).await;
    let begin = Instant::now();
    let sum = pipeline(count, room).await;
    measure::report(begin, count, sum);
}

fn main() {
    measure::run(bench());
}
