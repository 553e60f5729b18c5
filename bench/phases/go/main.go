// SPDX-License-Identifier: MIT

// Tiny tasks and large ones by turns; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"sync/atomic"
	"time"
)

const steps2500us, tasks, trips = 1900000, 8, 100

var ended atomic.Int64

func echo(in <-chan int32, out chan<- int32) {
	for value := range in {
		out <- value
	}
}

func chatter(out chan<- int32, in <-chan int32) {
	for begin := time.Now(); time.Since(begin) < 10*time.Millisecond; {
		for i := int32(0); i < trips; i++ {
			out <- i
			measure.Check(int(<-in), int(i))
		}
	}
}

func work() {
	ended.Add(int64(1 + measure.Work(int(ended.Load()), steps2500us)))
}

func large() time.Duration {
	begin := time.Now()
	var group sync.WaitGroup
	for i := 0; i < tasks; i++ {
		group.Go(work)
	}
	group.Wait()
	return time.Since(begin)
}

func main() {
	phases := measure.Arg(1, 8)
	out, in := make(chan int32), make(chan int32)
	ns := time.Duration(0)
	go echo(out, in)
	for i := 0; i < phases; i++ {
		chatter(out, in)
		ns += large()
	}
	measure.Print(float64(ns), phases, int(ended.Load())/tasks)
}
