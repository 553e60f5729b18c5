// SPDX-License-Identifier: MIT

// One value through a channel with room for 100; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

func produce(out chan<- int32, count int) {
	for i := 0; i < count; i++ {
		out <- int32(i)
	}
	close(out)
}

func stream(count int) {
	c := make(chan int32, 100)
	expected := 0
	go produce(c, count)
	for value := range c {
		measure.Check(int(value), expected)
		expected++
	}
	measure.Check(expected, count)
}

func main() {
	count := measure.Arg(1, 1000000)
	stream(count / 10)
	begin := time.Now()
	stream(count)
	measure.Report("stream", begin, count)
}
