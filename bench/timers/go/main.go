// SPDX-License-Identifier: MIT

// One of a million timers armed, cancelled or fired; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"os"
	"time"
)

func arm(timers []*time.Timer, length time.Duration) {
	for i := range timers {
		timers[i] = time.NewTimer(length)
	}
}

func cancel(timers []*time.Timer) int {
	cancelled := 0
	for _, timer := range timers {
		if timer.Stop() {
			cancelled++
		}
	}
	return cancelled
}

func waitFor(timers []*time.Timer) int {
	fired := 0
	for _, timer := range timers {
		if at := <-timer.C; !at.IsZero() {
			fired++
		}
	}
	return fired
}

func main() {
	count := measure.Arg(1, 1000000)
	timers, begin := make([]*time.Timer, count), time.Now()
	switch os.Args[2] {
	case "armed":
		arm(timers, time.Hour)
		ns := time.Since(begin)
		measure.Print(float64(ns), count, cancel(timers))
	case "cancelled":
		arm(timers, time.Hour)
		begin = time.Now()
		measure.Report(begin, count, cancel(timers))
	default:
		arm(timers, time.Millisecond)
		measure.Report(begin, count, waitFor(timers))
	}
}
