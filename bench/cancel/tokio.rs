// SPDX-License-Identifier: MIT
//! One of a million tasks that wait, aborted; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Notify;
use tokio::task::JoinSet;

static BEGUN: AtomicUsize = AtomicUsize::new(0);
static ENDED: AtomicUsize = AtomicUsize::new(0);

struct CountEnd;

impl Drop for CountEnd {
    fn drop(&mut self) {
        ENDED.fetch_add(1, Relaxed);
    }
}

async fn wait_for(end: Arc<Notify>) {
    let _count = CountEnd;
    BEGUN.fetch_add(1, Relaxed);
    end.notified().await;
}

async fn cancel(count: usize) -> Instant {
    let end = Arc::new(Notify::new());
    let mut group = JoinSet::new();
    BEGUN.store(0, Relaxed);
    ENDED.store(0, Relaxed);
    for _ in 0..count {
        group.spawn(wait_for(end.clone()));
    }
    while BEGUN.load(Relaxed) < count {
        tokio::task::yield_now().await;
    }
    let begin = Instant::now();
    group.shutdown().await;
    begin
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    cancel(count / 10).await;
    let begin = cancel(count).await;
    measure::report(begin, count, ENDED.load(Relaxed));
}

fn main() {
    measure::run(bench());
}
