// SPDX-License-Identifier: MIT
//! Tasks of 5 ms each; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::task::JoinSet;

const STEPS_5_MS: usize = 3_800_000;

async fn bench() {
    let count = measure::arg(1, 8);
    let begin = Instant::now();
    let mut group = JoinSet::new();
    for i in 0..count {
        group.spawn(async move { 1 + measure::work(i, STEPS_5_MS) });
    }
    let ended = group.join_all().await.iter().sum();
    measure::report(begin, 1, ended);
}

fn main() {
    measure::run(bench());
}
