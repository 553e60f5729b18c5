// SPDX-License-Identifier: MIT
//! The n-th prime by a chain of filters, room 1; see csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::sync::mpsc::{channel, Receiver, Sender};

async fn generate(out: Sender<usize>) {
    let mut i = 2;
    while out.send(i).await.is_ok() {
        i += 1;
    }
}

async fn filter(mut inward: Receiver<usize>, out: Sender<usize>, p: usize) {
    while let Some(n) = inward.recv().await {
        if n % p != 0 && out.send(n).await.is_err() {
            return;
        }
    }
}

async fn sieve(n: usize) -> usize {
    let (out, mut c) = channel(1);
    let mut prime = 0;
    tokio::spawn(generate(out));
    for _ in 0..n {
        prime = c.recv().await.unwrap();
        let (out, next) = channel(1);
        tokio::spawn(filter(c, out, prime));
        c = next;
    }
    prime
}

async fn bench() {
    let n = measure::arg(1, 2000);
    sieve(n / 10).await;
    let begin = Instant::now();
    let prime = sieve(n).await;
    measure::report(begin, 1, prime);
}

fn main() {
    measure::run(bench());
}
