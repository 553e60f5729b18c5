// SPDX-License-Identifier: MIT

// The n-th prime from a chain of n filters; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

func generate(out chan<- int32) {
	for i := int32(2); ; i++ {
		out <- i
	}
}

func filter(in <-chan int32, out chan<- int32, prime int32) {
	for {
		n := <-in
		if n%prime != 0 {
			out <- n
		}
	}
}

func sieve(n int) int32 {
	c := make(chan int32)
	prime := int32(0)
	go generate(c)
	for i := 0; i < n; i++ {
		prime = <-c
		next := make(chan int32)
		go filter(c, next, prime)
		c = next
	}
	return prime
}

func main() {
	n := measure.Arg(1, 2000)
	sieve(n / 10)
	begin := time.Now()
	prime := sieve(n)
	measure.Report(begin, 1, int(prime))
}
