// SPDX-License-Identifier: MIT
//! In how many ways n queens stand on a board; the twin of csp.c.

#[path = "../measure/measure.rs"]
mod measure;

use std::time::Instant;
use tokio::task::JoinSet;

#[derive(Clone, Copy)]
struct Board {
    all: u32,
    columns: u32,
    left: u32,
    right: u32,
}

impl Board {
    fn placed(self, queen: u32) -> Board {
        Board {
            all: self.all,
            columns: self.columns | queen,
            left: (self.left | queen) << 1,
            right: (self.right | queen) >> 1,
        }
    }

    /// Each board with one queen more.
    fn next(self) -> impl Iterator<Item = Board> {
        let mut open = self.all & !(self.columns | self.left | self.right);
        std::iter::from_fn(move || {
            let queen = open & open.wrapping_neg();
            open &= open.wrapping_sub(1);
            (queen != 0).then(|| self.placed(queen))
        })
    }

    fn ways(self) -> usize {
        if self.columns == self.all {
            return 1;
        }
        self.next().map(Board::ways).sum()
    }
}

async fn queens(n: usize) -> usize {
    let empty = Board { all: (1 << n) - 1, columns: 0, left: 0, right: 0 };
    let mut group = JoinSet::new();
    for board in empty.next().flat_map(Board::next) {
        group.spawn(async move { board.ways() });
    }
    group.join_all().await.iter().sum()
}

async fn bench() {
    let n = measure::arg(1, 12);
    let begin = Instant::now();
    let sum = queens(n).await;
    measure::report(begin, 1, sum);
}

fn main() {
    measure::run(bench());
}
