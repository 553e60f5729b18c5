// SPDX-License-Identifier: MIT

// One count under a mutex; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"os"
	"runtime"
	"sync"
	"time"
)

type counter struct {
	mutex sync.Mutex
	value int
	held  bool
}

func add(c *counter, count int) {
	for i := 0; i < count; i++ {
		c.mutex.Lock()
		c.value++
		if c.held {
			runtime.Gosched()
		}
		c.mutex.Unlock()
	}
}

func counted(count, tasks int, held bool) int {
	c := counter{held: held}
	var group sync.WaitGroup
	for i := 0; i < tasks; i++ {
		group.Go(func() { add(&c, count/tasks) })
	}
	group.Wait()
	return c.value
}

func main() {
	count, tasks := measure.Arg(1, 1000000), measure.Arg(2, 1)
	held := len(os.Args) > 3
	counted(count/10, tasks, held)
	begin := time.Now()
	value := counted(count, tasks, held)
	measure.Report(begin, count, value)
}
