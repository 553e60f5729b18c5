// SPDX-License-Identifier: MIT

// One round trip over two unbuffered channels; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

func echo(in <-chan int32, out chan<- int32) {
	for value := range in {
		out <- value
	}
}

func trips(out chan<- int32, in <-chan int32, count int32) {
	for i := int32(0); i < count; i++ {
		out <- i
		measure.Check(int(<-in), int(i))
	}
}

func main() {
	count := measure.Arg(1, 1000000)
	out, in := make(chan int32), make(chan int32)
	go echo(out, in)
	trips(out, in, int32(count/10))
	begin := time.Now()
	trips(out, in, int32(count))
	measure.Report(begin, count, count)
}
