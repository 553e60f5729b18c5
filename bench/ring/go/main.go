// SPDX-License-Identifier: MIT

// One hop round a ring of 100 goroutines; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

const tasks = 100

func pass(in <-chan int, out, end chan<- int, count int) {
	for {
		hops := <-in + 1
		if hops == count {
			end <- hops
		} else {
			out <- hops
		}
	}
}

func ring(count int) int {
	first, end := make(chan int), make(chan int)
	in := first
	for i := 1; i < tasks; i++ {
		out := make(chan int)
		go pass(in, out, end, count)
		in = out
	}
	go pass(in, first, end, count)
	first <- 0
	return <-end
}

func main() {
	count := measure.Arg(1, 1000000)
	ring(count / 10)
	begin := time.Now()
	hops := ring(count)
	measure.Report(begin, count, hops)
}
