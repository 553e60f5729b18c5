// SPDX-License-Identifier: MIT

// Bytes in memory for each goroutine that waits; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"runtime"
	"sync/atomic"
	"time"
)

const batch = 100

var begun atomic.Int64

func waitFor(c <-chan int32) {
	begun.Add(1)
	<-c
}

func main() {
	count := measure.Arg(1, 1000000) / batch * batch
	c := make(chan int32)
	before := measure.ResidentBytes()
	for i := 0; i < count; i += batch {
		for k := 0; k < batch; k++ {
			go waitFor(c)
		}
		for begun.Load() < int64(i+batch) {
			runtime.Gosched()
		}
	}
	time.Sleep(50 * time.Millisecond)
	grown := measure.ResidentBytes() - before
	measure.Print(float64(grown), count, int(begun.Load()))
	runtime.KeepAlive(c)
}
