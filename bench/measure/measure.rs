// SPDX-License-Identifier: MIT
//! The twin of measure.h for programs on tokio: arguments in, one line out.
#![allow(dead_code)]

use std::future::Future;
use std::time::Instant;
use tokio::runtime::Builder;

/// Argument `index`, or nothing.
pub fn word(index: usize) -> String {
    std::env::args().nth(index).unwrap_or_default()
}

/// Argument `index` as a number, `fallback` if it was not given.
pub fn arg(index: usize, fallback: usize) -> usize {
    word(index).parse().unwrap_or(fallback)
}

/// Nanoseconds per operation since `begin`, and what was computed.
pub fn report(begin: Instant, count: usize, answer: usize) {
    print(begin.elapsed().as_nanos() as f64, count, answer);
}

/// The same for what is not time.
pub fn print(total: f64, count: usize, answer: usize) {
    println!("{:.3} {}", total / count as f64, answer);
}

/// Stops a benchmark that has computed something wrong.
pub fn check(got: usize, wanted: usize) {
    if got != wanted {
        eprintln!("wrong answer: {got}, not {wanted}");
        std::process::exit(1);
    }
}

/// So many steps of about a nanosecond; 0, though no compiler knows.
pub fn work(seed: usize, steps: usize) -> usize {
    let mut x = seed as u64;
    for _ in 0..steps {
        x = (x ^ x >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    (x == u64::MAX) as usize
}

/// What this process has in memory now.
pub fn resident_bytes() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages = text.split(' ').nth(1).unwrap();
    pages.parse::<usize>().unwrap() * 4096
}

/// Runs `main` as a task, on as many workers as CSP_WORKERS tells.
pub fn run(main: impl Future<Output = ()> + Send + 'static) {
    let workers = std::env::var("CSP_WORKERS").unwrap_or_default();
    let workers = workers.parse().unwrap_or(1);
    let mut builder = if workers == 1 {
        Builder::new_current_thread()
    } else {
        Builder::new_multi_thread()
    };
    if workers > 1 {
        builder.worker_threads(workers);
    }
    let runtime = builder.enable_time().build().unwrap();
    runtime.block_on(async { tokio::spawn(main).await.unwrap() });
    runtime.shutdown_background();
}
