// SPDX-License-Identifier: MIT
//! One count under a mutex of tokio's; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Mutex;
use tokio::task::JoinSet;

async fn add(counter: Arc<Mutex<usize>>, count: usize, held: bool) {
    for _ in 0..count {
        let mut value = counter.lock().await;
        *value += 1;
        if held {
            tokio::task::yield_now().await;
        }
    }
}

async fn counted(count: usize, tasks: usize, held: bool) -> usize {
    let counter = Arc::new(Mutex::new(0));
    let mut group = JoinSet::new();
    for _ in 0..tasks {
        group.spawn(add(counter.clone(), count / tasks, held));
    }
    group.join_all().await;
    let value = *counter.lock().await;
    value
}

async fn bench() {
    let (count, tasks) = (measure::arg(1, 1_000_000), measure::arg(2, 1));
    let held = measure::word(3) == "held";
    counted(count / 10, tasks, held).await;
    let begin = Instant::now();
    let value = counted(count, tasks, held).await;
    measure::report(begin, count, value);
}

fn main() {
    measure::run(bench());
}
