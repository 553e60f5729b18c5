// SPDX-License-Identifier: MIT

// One value through ten stages; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

const stages = 10

func produce(out chan<- int, count int) {
	for i := 0; i < count; i++ {
		out <- i
	}
	close(out)
}

func stage(in <-chan int, out chan<- int) {
	for value := range in {
		out <- value + 1
	}
	close(out)
}

func pipeline(count, room int) int {
	c := make(chan int, room)
	go produce(c, count)
	for i := 0; i < stages; i++ {
		next := make(chan int, room)
		go stage(c, next)
		c = next
	}
	sum := 0
	for value := range c {
		sum += value
	}
	return sum
}

func main() {
	count, room := measure.Arg(1, 1000000), measure.Arg(2, 0)
	pipeline(count/10, room)
	begin := time.Now()
	sum := pipeline(count, room)
	measure.Report(begin, count, sum)
}
