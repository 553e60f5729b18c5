// SPDX-License-Identifier: MIT

// Goroutines of 5 ms each; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"sync/atomic"
	"time"
)

const steps5ms = 3800000

func main() {
	count := measure.Arg(1, 8)
	var ended atomic.Int64
	var group sync.WaitGroup
	begin := time.Now()
	for i := 0; i < count; i++ {
		group.Go(func() { ended.Add(int64(1 + measure.Work(i, steps5ms))) })
	}
	group.Wait()
	measure.Report(begin, 1, int(ended.Load()))
}
