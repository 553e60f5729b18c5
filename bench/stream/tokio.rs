// SPDX-License-Identifier: MIT
//! One value through a buffered channel; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Sender};

async fn produce(out: Sender<usize>, count: usize) {
    for i in 0..count {
        out.send(i).await.unwrap();
    }
}

async fn stream(count: usize, room: usize) {
    let (out, mut inward) = channel(room);
    tokio::spawn(produce(out, count));
    let mut expected = 0;
    while let Some(value) = inward.recv().await {
        measure::check(value, expected);
        expected += 1;
    }
    measure::check(expected, count);
}

async fn bench() {
    let (count, room) = (measure::arg(1, 1_000_000), measure::arg(2, 100));
    stream(count / 10, room).await;
    let begin = Instant::now();
    stream(count, room).await;
    measure::report(begin, count, count);
}

fn main() {
    measure::run(bench());
}
