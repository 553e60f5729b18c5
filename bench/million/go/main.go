// SPDX-License-Identifier: MIT

// One of a million goroutines started at once; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"runtime"
	"sync/atomic"
	"time"
)

var ended atomic.Int64

func leaf() {
	ended.Add(1)
}

func start(count int) int {
	ended.Store(0)
	for i := 0; i < count; i++ {
		go leaf()
	}
	for ended.Load() < int64(count) {
		runtime.Gosched()
	}
	return int(ended.Load())
}

func main() {
	count := measure.Arg(1, 1000000)
	start(count / 10)
	begin := time.Now()
	all := start(count)
	measure.Report(begin, count, all)
}
