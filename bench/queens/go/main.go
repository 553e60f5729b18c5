// SPDX-License-Identifier: MIT

// In how many ways n queens stand on a board; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"sync/atomic"
	"time"
)

type board struct {
	all, columns, left, right uint32
}

func placed(b board, queen uint32) board {
	return board{b.all, b.columns | queen, (b.left | queen) << 1,
		(b.right | queen) >> 1}
}

func openPlaces(b board) uint32 {
	return b.all &^ (b.columns | b.left | b.right)
}

func ways(b board) int {
	if b.columns == b.all {
		return 1
	}
	sum := 0
	for open := openPlaces(b); open != 0; open &= open - 1 {
		sum += ways(placed(b, open&-open))
	}
	return sum
}

func queens(n int) int {
	empty := board{all: 1<<n - 1}
	var sum atomic.Int64
	var group sync.WaitGroup
	for a := openPlaces(empty); a != 0; a &= a - 1 {
		one := placed(empty, a&-a)
		for b := openPlaces(one); b != 0; b &= b - 1 {
			two := placed(one, b&-b)
			group.Go(func() { sum.Add(int64(ways(two))) })
		}
	}
	group.Wait()
	return int(sum.Load())
}

func main() {
	n := measure.Arg(1, 12)
	begin := time.Now()
	sum := queens(n)
	measure.Report(begin, 1, sum)
}
