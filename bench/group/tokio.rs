// SPDX-License-Identifier: MIT
//! One task of a set of 100 that is waited for; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;
use tokio::task::JoinSet;

const TASKS: usize = 100;
static ENDED: AtomicUsize = AtomicUsize::new(0);

async fn leaf() {
    ENDED.fetch_add(1, Relaxed);
}

async fn groups(count: usize) {
    for _ in (0..count).step_by(TASKS) {
        let mut group = JoinSet::new();
        for _ in 0..TASKS {
            group.spawn(leaf());
        }
        group.join_all().await;
    }
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    groups(count).await;
    ENDED.store(0, Relaxed);
    let begin = Instant::now();
    groups(count).await;
    measure::report(begin, count, ENDED.load(Relaxed));
}

fn main() {
    measure::run(bench());
}
