// SPDX-License-Identifier: MIT

// One message received at the bottom of so many calls; the twin of csp.c.
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

func descend(in <-chan int32, depth int32) int32 {
	if depth > 1 {
		return descend(in, depth-1) + 1
	}
	return <-in
}

func trips(out chan<- int32, in <-chan int32, depth, count int) {
	for i := 0; i < count; i++ {
		out <- int32(i)
		measure.Check(int(descend(in, int32(depth))), i+depth-1)
	}
}

func main() {
	count, depth := measure.Arg(1, 1000000), measure.Arg(2, 1)
	out, in := make(chan int32), make(chan int32)
	go echo(out, in)
	trips(out, in, depth, count/10)
	begin := time.Now()
	trips(out, in, depth, count)
	measure.Report(begin, count, count)
}
