// SPDX-License-Identifier: MIT

// One round trip with a deadline round each message; the twin of csp.c. In Go
// that is a context and a select.
package main

import (
	"context"
	"cspcc/bench/measure"
	"os"
	"time"
)

func echo(in <-chan int32, out chan<- int32) {
	for value := range in {
		out <- value
	}
}

func tripsBare(out chan<- int32, in <-chan int32, count int) {
	for i := 0; i < count; i++ {
		out <- int32(i)
		measure.Check(int(<-in), i)
	}
}

func sendWithin(out chan<- int32, value int32) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	select {
	case out <- value:
	case <-ctx.Done():
	}
}

func receiveWithin(in <-chan int32) int32 {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	select {
	case value := <-in:
		return value
	case <-ctx.Done():
		return -1
	}
}

func tripsWithin(out chan<- int32, in <-chan int32, count int) {
	for i := 0; i < count; i++ {
		sendWithin(out, int32(i))
		measure.Check(int(receiveWithin(in)), i)
	}
}

func main() {
	count, trips := measure.Arg(1, 1000000), tripsBare
	if len(os.Args) > 2 && os.Args[2] == "within" {
		trips = tripsWithin
	}
	out, in := make(chan int32), make(chan int32)
	go echo(out, in)
	trips(out, in, count/10)
	begin := time.Now()
	trips(out, in, count)
	measure.Report(begin, count, count)
}
