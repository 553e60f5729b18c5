// SPDX-License-Identifier: MIT

// One producer, eight workers, one collector; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"time"
)

const workers, room = 8, 64

func produce(out chan<- int, count int) {
	for i := 0; i < count; i++ {
		out <- i
	}
	close(out)
}

func work(in <-chan int, out chan<- int, steps int) {
	for value := range in {
		out <- value + measure.Work(value, steps)
	}
}

func collect(count, steps int) int {
	jobs, results := make(chan int, room), make(chan int, room)
	var writers sync.WaitGroup
	go produce(jobs, count)
	for i := 0; i < workers; i++ {
		writers.Go(func() { work(jobs, results, steps) })
	}
	go func() {
		writers.Wait()
		close(results)
	}()
	sum := 0
	for value := range results {
		sum += value
	}
	return sum
}

func main() {
	count, steps := measure.Arg(1, 1000000), measure.Arg(2, 0)
	collect(count/10, steps)
	begin := time.Now()
	sum := collect(count, steps)
	measure.Report(begin, count, sum)
}
