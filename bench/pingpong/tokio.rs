// SPDX-License-Identifier: MIT
//! One round trip; the twin of csp.c. tokio's least room is 1.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

async fn echo(mut inward: Receiver<usize>, out: Sender<usize>) {
    while let Some(value) = inward.recv().await {
        out.send(value).await.unwrap();
    }
}

async fn trips(out: &Sender<usize>, inward: &mut Receiver<usize>, n: usize) {
    for i in 0..n {
        out.send(i).await.unwrap();
        measure::check(inward.recv().await.unwrap(), i);
    }
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    let (out, there) = channel(1);
    let (back, mut inward) = channel(1);
    tokio::spawn(echo(there, back));
    trips(&out, &mut inward, count / 10).await;
    let begin = Instant::now();
    trips(&out, &mut inward, count).await;
    measure::report(begin, count, count);
}

fn main() {
    measure::run(bench());
}
