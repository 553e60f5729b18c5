// SPDX-License-Identifier: MIT

// One of a million goroutines that wait, cancelled; the twin of csp.c.
package main

import (
	"context"
	"cspcc/bench/measure"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var begun, ended atomic.Int64

func waitFor(ctx context.Context, c <-chan int32) {
	defer ended.Add(1)
	begun.Add(1)
	select {
	case <-c:
	case <-ctx.Done():
	}
}

func cancel(c <-chan int32, count int) time.Time {
	ctx, stop := context.WithCancel(context.Background())
	var group sync.WaitGroup
	begun.Store(0)
	ended.Store(0)
	for i := 0; i < count; i++ {
		group.Go(func() { waitFor(ctx, c) })
	}
	for begun.Load() < int64(count) {
		runtime.Gosched()
	}
	begin := time.Now()
	stop()
	group.Wait()
	return begin
}

func main() {
	count := measure.Arg(1, 1000000)
	c := make(chan int32)
	cancel(c, count/10)
	begin := cancel(c, count)
	measure.Report(begin, count, int(ended.Load()))
}
