// SPDX-License-Identifier: MIT
//! One value through a channel of eight and eight; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use async_channel::{bounded, Receiver, Sender};
use std::time::Instant;

const TASKS: usize = 8;
const ROOM: usize = 16;

async fn produce(out: Sender<usize>, first: usize, count: usize) {
    for i in 0..count {
        out.send(first + i).await.unwrap();
    }
}

async fn consume(inward: Receiver<usize>) -> usize {
    let mut sum = 0;
    while let Ok(value) = inward.recv().await {
        sum += value;
    }
    sum
}

async fn contend(count: usize) -> usize {
    let (out, inward) = bounded(ROOM);
    let each = count / TASKS;
    let mut consumers = Vec::new();
    for i in 0..TASKS {
        tokio::spawn(produce(out.clone(), i * each, each));
        consumers.push(tokio::spawn(consume(inward.clone())));
    }
    drop(out);
    let mut sum = 0;
    for consumer in consumers {
        sum += consumer.await.unwrap();
    }
    sum
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    contend(count / 10).await;
    let begin = Instant::now();
    let sum = contend(count).await;
    measure::report(begin, count, sum);
}

fn main() {
    measure::run(bench());
}
