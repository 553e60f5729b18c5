// SPDX-License-Identifier: MIT
//! A tree of tasks down to a million leaves, room 1; see csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;
use tokio::sync::mpsc::{channel, Sender};

const CHILDREN: usize = 10;
type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

fn skynet(out: Sender<usize>, first: usize, leaves: usize) -> Task {
    Box::pin(async move {
        if leaves == 1 {
            out.send(first).await.unwrap();
            return;
        }
        let (children, mut inward) = channel(1);
        let each = leaves / CHILDREN;
        let mut sum = 0;
        for i in 0..CHILDREN {
            tokio::spawn(skynet(children.clone(), first + i * each, each));
        }
        for _ in 0..CHILDREN {
            sum += inward.recv().await.unwrap();
        }
        out.send(sum).await.unwrap();
    })
}

async fn grow(leaves: usize) -> usize {
    let (root, mut inward) = channel(1);
    tokio::spawn(skynet(root, 0, leaves));
    inward.recv().await.unwrap()
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    grow(count / CHILDREN).await;
    let begin = Instant::now();
    let sum = grow(count).await;
    measure::report(begin, count, sum);
}

fn main() {
    measure::run(bench());
}
