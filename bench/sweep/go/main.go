// SPDX-License-Identifier: MIT

// One value through a channel, for each room, size and number of pairs; the
// twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"os"
	"time"
)

type value interface {
	[1]byte | [4]byte | [8]byte | [16]byte | [64]byte | [256]byte
}

func produce[T value](out chan<- T, count int) {
	for i := 0; i < count; i++ {
		var v T
		v[0] = byte(i)
		out <- v
	}
	close(out)
}

func pair[T value](room, count int, done chan<- int) {
	c := make(chan T, room)
	go produce(c, count)
	inOrder := 0
	for v := range c {
		if v[0] == byte(inOrder) {
			inOrder++
		}
	}
	done <- inOrder
}

func starter(bytes int) func(room, count int, done chan<- int) {
	switch bytes {
	case 1:
		return pair[[1]byte]
	case 4:
		return pair[[4]byte]
	case 8:
		return pair[[8]byte]
	case 16:
		return pair[[16]byte]
	case 64:
		return pair[[64]byte]
	case 256:
		return pair[[256]byte]
	}
	os.Exit(2)
	return nil
}

func sweep(bytes, room, pairs, count int) int {
	done := make(chan int)
	for i := 0; i < pairs; i++ {
		go starter(bytes)(room, count/pairs, done)
	}
	sum := 0
	for i := 0; i < pairs; i++ {
		sum += <-done
	}
	return sum
}

func main() {
	count, room := measure.Arg(1, 1000000), measure.Arg(2, 100)
	bytes, pairs := measure.Arg(3, 4), measure.Arg(4, 1)
	sweep(bytes, room, pairs, count/10)
	begin := time.Now()
	sum := sweep(bytes, room, pairs, count)
	measure.Report(begin, count, sum)
}
