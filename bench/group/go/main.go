// SPDX-License-Identifier: MIT

// One goroutine of a group of 100; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"sync/atomic"
	"time"
)

const tasks = 100

var ended atomic.Int64

func leaf() {
	ended.Add(1)
}

func groups(count int) {
	for i := 0; i < count; i += tasks {
		var group sync.WaitGroup
		for k := 0; k < tasks; k++ {
			group.Go(leaf)
		}
		group.Wait()
	}
}

func main() {
	count := measure.Arg(1, 1000000)
	groups(count)
	ended.Store(0)
	begin := time.Now()
	groups(count)
	measure.Report(begin, count, int(ended.Load()))
}
