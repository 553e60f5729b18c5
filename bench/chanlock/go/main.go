// SPDX-License-Identifier: MIT

// A lock made of a channel, eight goroutines; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"time"
)

const tasks = 8

type counter struct {
	lock  chan int32
	value int
}

func add(c *counter, count int) {
	for i := 0; i < count; i++ {
		c.lock <- 1
		c.value++
		<-c.lock
	}
}

func counted(count int) int {
	c := counter{lock: make(chan int32, 1)}
	var done sync.WaitGroup
	for i := 0; i < tasks; i++ {
		done.Go(func() { add(&c, count/tasks) })
	}
	done.Wait()
	return c.value
}

func main() {
	count := measure.Arg(1, 1000000)
	counted(count / 10)
	begin := time.Now()
	value := counted(count)
	measure.Report(begin, count, value)
}
