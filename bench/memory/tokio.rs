// SPDX-License-Identifier: MIT
//! Bytes for each task that waits; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

static BEGUN: AtomicUsize = AtomicUsize::new(0);

async fn wait_for(end: Arc<Notify>) {
    BEGUN.fetch_add(1, Relaxed);
    end.notified().await;
}

async fn bench() {
    let count = measure::arg(1, 1_000_000);
    let end = Arc::new(Notify::new());
    let before = measure::resident_bytes();
    for _ in 0..count {
        tokio::spawn(wait_for(end.clone()));
    }
    while BEGUN.load(Relaxed) < count {
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let grown = measure::resident_bytes() - before;
    measure::print(grown as f64, count, BEGUN.load(Relaxed));
}

fn main() {
    measure::run(bench());
}
