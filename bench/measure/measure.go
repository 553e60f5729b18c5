// SPDX-License-Identifier: MIT

// Package measure is the twin of measure.h: arguments in, one line out.
package measure

import (
	"fmt"
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

// Report prints nanoseconds per operation since begin (monotonic).
func Report(name string, begin time.Time, count int) {
	ns := float64(time.Since(begin).Nanoseconds())
	fmt.Printf("%s %.3f\n", name, ns/float64(count))
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
