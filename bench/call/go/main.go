// SPDX-License-Identifier: MIT

// One call, of a function that never waits or of one that may; the twin of
// csp.c. To Go they are the same.
package main

import (
	"cspcc/bench/measure"
	"os"
	"runtime"
	"time"
)

const seldom = 1000

//go:noinline
func add(sum, i int) int {
	return sum + i
}

//go:noinline
func addOrYield(sum, i int) int {
	if i%seldom == seldom-1 {
		runtime.Gosched()
	}
	return sum + i
}

//go:noinline
func addOrTest(sum, i int) int {
	if i%seldom == seldom-1 {
		sum = add(sum, 0)
	}
	return sum + i
}

func plain(count int) int {
	sum := 0
	for i := 0; i < count; i++ {
		sum = addOrTest(sum, i)
	}
	return sum
}

func awaited(count int) int {
	sum := 0
	for i := 0; i < count; i++ {
		sum = addOrYield(sum, i)
	}
	return sum
}

func main() {
	count, run := measure.Arg(1, 1000000), plain
	if len(os.Args) > 2 && os.Args[2] == "awaited" {
		run = awaited
	}
	begin := time.Now()
	sum := run(count)
	measure.Report(begin, count, sum)
}
