// SPDX-License-Identifier: MIT

// One value through a channel with room for 100 or another number; the twin of csp.c.
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

func stream(count, room int) {
	c := make(chan int32, room)
	expected := 0
	go produce(c, count)
	for value := range c {
		measure.Check(int(value), expected)
		expected++
	}
	measure.Check(expected, count)
}

func main() {
	count, room := measure.Arg(1, 1000000), measure.Arg(2, 100)
	stream(count/10, room)
	begin := time.Now()
	stream(count, room)
	measure.Report(begin, count, count)
}
