// SPDX-License-Identifier: MIT
//! Tiny tasks and large ones by turns; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::{Duration, Instant};
use tokio::sync::mpsc::{channel, Receiver, Sender};
use tokio::task::JoinSet;

const STEPS_2500_US: usize = 1_900_000;
const TASKS: usize = 8;
const TRIPS: usize = 100;

async fn echo(mut inward: Receiver<usize>, out: Sender<usize>) {
    while let Some(value) = inward.recv().await {
        out.send(value).await.unwrap();
    }
}

async fn chatter(out: &Sender<usize>, inward: &mut Receiver<usize>) {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_millis(10) {
        for i in 0..TRIPS {
            out.send(i).await.unwrap();
            measure::check(inward.recv().await.unwrap(), i);
        }
    }
}

async fn large() -> (Duration, usize) {
    let begin = Instant::now();
    let mut group = JoinSet::new();
    for i in 0..TASKS {
        group.spawn(async move { 1 + measure::work(i, STEPS_2500_US) });
    }
    let ended = group.join_all().await.iter().sum();
    (begin.elapsed(), ended)
}

async fn bench() {
    let phases = measure::arg(1, 8);
    let (out, there) = channel(1);
    let (back, mut inward) = channel(1);
    let (mut total, mut ended) = (Duration::ZERO, 0);
    tokio::spawn(echo(there, back));
    for _ in 0..phases {
        chatter(&out, &mut inward).await;
        let (length, tasks) = large().await;
        total += length;
        ended += tasks;
    }
    measure::print(total.as_nanos() as f64, phases, ended / TASKS);
}

fn main() {
    measure::run(bench());
}
