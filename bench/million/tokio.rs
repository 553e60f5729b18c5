// SPDX-License-Identifier: MIT
//! One of a million tasks started at once; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

static ENDED: AtomicUsize = AtomicUsize::new(0);

async fn leaf() {
    ENDED.fetch_add(1, Relaxed);
}

async fn start(count: usize) -> usize {
    ENDED.store(0, Relaxed);
    for _ in 0..count {
        tokio::spawn(leaf());
    }
    while ENDED.load(Relaxed) < count {
        tokio::task::yield_now().await;
    }
    ENDED.load(Relaxed)
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    start(count / 10).await;
    let begin = Instant::now();
    let all = start(count).await;
    measure::report(begin, count, all);
}

fn main() {
    measure::run(bench());
}
