// SPDX-License-Identifier: MIT

// Package measure is the twin of measure.h: arguments in, one line out.
package measure

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"time"
)

// Arg is argument index as a number, fallback if it was not given.
func Arg(index, fallback int) int {
	if index >= len(os.Args) {
		return fallback
	}
	n, err := strconv.Atoi(os.Args[index])
	if err != nil {
		panic(err)
	}
	return n
}

// Report prints nanoseconds per operation since begin (monotonic), and what
// the program has computed.
func Report(begin time.Time, count, answer int) {
	Print(float64(time.Since(begin).Nanoseconds()), count, answer)
}

// Print is Report for what is not time.
func Print(total float64, count, answer int) {
	fmt.Printf("%.3f %d\n", total/float64(count), answer)
}

// Work is so many steps, 100 of which take about 130 ns; 0, though no compiler
// knows.
func Work(seed, steps int) int {
	x := uint64(seed)
	for i := 0; i < steps; i++ {
		x = (x ^ x>>29) * 0x9e3779b97f4a7c15
	}
	if x == math.MaxUint64 {
		return 1
	}
	return 0
}

// Check stops a benchmark that has computed something wrong.
func Check(got, wanted int) {
	if got != wanted {
		fmt.Fprintf(os.Stderr, "wrong answer: %d, not %d\n", got, wanted)
		os.Exit(1)
	}
}

// ResidentBytes is what this process has in memory now.
func ResidentBytes() int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var size, resident int
	fmt.Sscan(string(text), &size, &resident)
	return resident * os.Getpagesize()
}
