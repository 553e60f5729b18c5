// SPDX-License-Identifier: MIT

// One value through a channel of eight and eight; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"time"
)

const tasks, room = 8, 16

func produce(out chan<- int, first, count int) {
	for i := 0; i < count; i++ {
		out <- first + i
	}
}

func consume(in <-chan int, done chan<- int) {
	sum := 0
	for value := range in {
		sum += value
	}
	done <- sum
}

func contend(count int) int {
	c, done := make(chan int, room), make(chan int)
	each, sum := count/tasks, 0
	var writers sync.WaitGroup
	for i := 0; i < tasks; i++ {
		writers.Go(func() { produce(c, i*each, each) })
		go consume(c, done)
	}
	writers.Wait()
	close(c)
	for i := 0; i < tasks; i++ {
		sum += <-done
	}
	return sum
}

func main() {
	count := measure.Arg(1, 1000000)
	contend(count / 10)
	begin := time.Now()
	sum := contend(count)
	measure.Report(begin, count, sum)
}
