// SPDX-License-Identifier: MIT

// A tree of goroutines down to a million leaves; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

const children = 10

func skynet(out chan<- int, first, leaves int) {
	if leaves == 1 {
		out <- first
		return
	}
	in := make(chan int)
	each, sum := leaves/children, 0
	for i := 0; i < children; i++ {
		go skynet(in, first+i*each, each)
	}
	for i := 0; i < children; i++ {
		sum += <-in
	}
	out <- sum
}

func grow(leaves int) int {
	root := make(chan int)
	go skynet(root, 0, leaves)
	return <-root
}

func main() {
	count := measure.Arg(1, 1000000)
	grow(count / children)
	begin := time.Now()
	sum := grow(count)
	measure.Report(begin, count, sum)
}
