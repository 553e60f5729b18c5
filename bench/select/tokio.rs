// SPDX-License-Identifier: MIT
//! One receive by select! from 2 or 8 channels of room 1; see csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

async fn produce(out: Sender<usize>) {
    while out.send(1).await.is_ok() {}
}

fn producer() -> Receiver<usize> {
    let (out, inward) = channel(1);
    tokio::spawn(produce(out));
    inward
}

async fn receive_2(c: &mut [Receiver<usize>; 2], count: usize) {
    let [a, b] = c;
    let mut sum = 0;
    for _ in 0..count {
        sum += tokio::select! {
            value = a.recv() => value,
            value = b.recv() => value,
        }
        .unwrap();
    }
    measure::check(sum, count);
}

async fn receive_8(c: &mut [Receiver<usize>; 8], count: usize) {
    let [c0, c1, c2, c3, c4, c5, c6, c7] = c;
    let mut sum = 0;
    for _ in 0..count {
        sum += tokio::select! {
            value = c0.recv() => value,
            value = c1.recv() => value,
            value = c2.recv() => value,
            value = c3.recv() => value,
            value = c4.recv() => value,
            value = c5.recv() => value,
            value = c6.recv() => value,
            value = c7.recv() => value,
        }
        .unwrap();
    }
    measure::check(sum, count);
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    let mut two: [_; 2] = std::array::from_fn(|_| producer());
    let mut eight: [_; 8] = std::array::from_fn(|_| producer());
    let wide = measure::arg(2, 2) == 8;
    if wide {
        receive_8(&mut eight, count / 10).await;
    } else {
        receive_2(&mut two, count / 10).await;
    }
    let begin = Instant::now();
    if wide {
        receive_8(&mut eight, count).await;
    } else {
        receive_2(&mut two, count).await;
    }
    measure::report(begin, count, count);
}

fn main() {
    measure::run(bench());
}
