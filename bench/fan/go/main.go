// SPDX-License-Identifier: MIT

// From 64 goroutines to one, or from one to 64; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"os"
	"sync"
	"time"
)

const tasks = 64

func produce(out chan<- int32, count int) {
	for i := 0; i < count; i++ {
		out <- 1
	}
}

func consume(in <-chan int32, done chan<- int) {
	sum := 0
	for value := range in {
		sum += int(value)
	}
	done <- sum
}

func fan(count, producers, consumers int) int {
	c, done := make(chan int32), make(chan int)
	sum, rest := 0, count
	var writers sync.WaitGroup
	for i := producers; i > 0; i-- {
		share := rest / i
		writers.Go(func() { produce(c, share) })
		rest -= share
	}
	for i := 0; i < consumers; i++ {
		go consume(c, done)
	}
	writers.Wait()
	close(c)
	for i := 0; i < consumers; i++ {
		sum += <-done
	}
	return sum
}

func main() {
	count := measure.Arg(1, 1000000)
	producers, consumers := tasks, 1
	if len(os.Args) > 2 && os.Args[2] == "out" {
		producers, consumers = 1, tasks
	}
	fan(count/10, producers, consumers)
	begin := time.Now()
	sum := fan(count, producers, consumers)
	measure.Report(begin, count, sum)
}
