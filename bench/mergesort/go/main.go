// SPDX-License-Identifier: MIT

// So many numbers sorted by merging; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"sync"
	"time"
)

const alone = 2048

func merge(all, room []int32, left int) {
	copy(room, all[:left])
	for i, j, k := 0, left, 0; i < left; k++ {
		if j == len(all) || room[i] <= all[j] {
			all[k] = room[i]
			i++
		} else {
			all[k] = all[j]
			j++
		}
	}
}

func sortAlone(all, room []int32) {
	if len(all) < 2 {
		return
	}
	half := len(all) / 2
	sortAlone(all[:half], room[:half])
	sortAlone(all[half:], room[half:])
	merge(all, room, half)
}

func sort(all, room []int32) {
	if len(all) <= alone {
		sortAlone(all, room)
		return
	}
	half := len(all) / 2
	var group sync.WaitGroup
	group.Go(func() { sort(all[:half], room[:half]) })
	sort(all[half:], room[half:])
	group.Wait()
	merge(all, room, half)
}

func inOrder(all []int32) int {
	found := 1
	for i := 1; i < len(all); i++ {
		if all[i-1] <= all[i] {
			found++
		}
	}
	return found
}

func main() {
	count := measure.Arg(1, 1000000)
	all, room := make([]int32, count), make([]int32, count)
	x := uint32(1)
	for i := range all {
		x = x*1664525 + 1013904223
		all[i] = int32(x >> 1)
	}
	begin := time.Now()
	sort(all, room)
	measure.Report(begin, 1, inOrder(all))
}
