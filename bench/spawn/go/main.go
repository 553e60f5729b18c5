// SPDX-License-Identifier: MIT

// One goroutine from its start to its end; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"os"
	"runtime"
	"sync/atomic"
	"time"
)

const batch = 100

var ended atomic.Int64

func leaf() {
	ended.Add(1)
}

func batches(count int) {
	for i := 0; i < count; i += batch {
		wanted := ended.Load() + batch
		for k := 0; k < batch; k++ {
			go leaf()
		}
		for ended.Load() < wanted {
			runtime.Gosched()
		}
	}
}

func answer(out chan<- int32, value int32) {
	out <- value
}

func joins(count int) {
	c := make(chan int32)
	for i := 0; i < count; i++ {
		go answer(c, int32(i))
		measure.Check(int(<-c), i)
	}
}

func main() {
	count := measure.Arg(1, 1000000) / batch * batch
	run := batches
	if len(os.Args) > 2 && os.Args[2] == "join" {
		run = joins
	}
	run(count / 10)
	begin := time.Now()
	run(count)
	measure.Report(begin, count, count)
}
