// SPDX-License-Identifier: MIT
//! One hop round a ring of 100 tasks, room 1; see csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

const TASKS: usize = 100;

async fn pass(
    mut inward: Receiver<usize>,
    out: Sender<usize>,
    end: Sender<usize>,
    count: usize,
) {
    while let Some(hops) = inward.recv().await {
        let next = if hops + 1 == count { &end } else { &out };
        if next.send(hops + 1).await.is_err() {
            return;
        }
    }
}

async fn ring(count: usize) -> usize {
    let (first, mut inward) = channel(1);
    let (end, mut last) = channel(1);
    for _ in 1..TASKS {
        let (out, next) = channel(1);
        tokio::spawn(pass(inward, out, end.clone(), count));
        inward = next;
    }
    tokio::spawn(pass(inward, first.clone(), end, count));
    first.send(0).await.unwrap();
    last.recv().await.unwrap()
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    ring(count / 10).await;
    let begin = Instant::now();
    let hops = ring(count).await;
    measure::report(begin, count, hops);
}

fn main() {
    measure::run(bench());
}
