// SPDX-License-Identifier: MIT
//! One message received at the bottom of so many calls; see csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

type Answer<'a> = Pin<Box<dyn Future<Output = usize> + Send + 'a>>;

async fn echo(mut inward: Receiver<usize>, out: Sender<usize>) {
    while let Some(value) = inward.recv().await {
        out.send(value).await.unwrap();
    }
}

fn descend(inward: &mut Receiver<usize>, depth: usize) -> Answer<'_> {
    Box::pin(async move {
        if depth > 1 {
            return descend(inward, depth - 1).await + 1;
        }
        inward.recv().await.unwrap()
    })
}

async fn trips(
    out: &Sender<usize>,
    inward: &mut Receiver<usize>,
    depth: usize,
    count: usize,
) {
    for i in 0..count {
        out.send(i).await.unwrap();
        measure::check(descend(inward, depth).await, i + depth - 1);
    }
}

async fn bench() {
    let (count, depth) = (measure::arg(1, 1_000_000), measure::arg(2, 1));
    let (out, there) = channel(1);
    let (back, mut inward) = channel(1);
    tokio::spawn(echo(there, back));
    trips(&out, &mut inward, depth, count / 10).await;
    let begin = Instant::now();
    trips(&out, &mut inward, depth, count).await;
    measure::report(begin, count, count);
}

fn main() {
    measure::run(bench());
}
