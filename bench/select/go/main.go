// SPDX-License-Identifier: MIT

// One receive by select from 2 or 8 unbuffered channels; the twin of csp.c.
package main

import (
	"cspcc/bench/measure"
	"time"
)

func produce(out chan<- int32, value int32) {
	for {
		out <- value
	}
}

func receive2(c []chan int32, count int) int {
	sum := 0
	for i := 0; i < count; i++ {
		var value int32
		select {
		case value = <-c[0]:
		case value = <-c[1]:
		}
		sum += int(value)
	}
	return sum
}

func receive8(c []chan int32, count int) int {
	sum := 0
	for i := 0; i < count; i++ {
		var value int32
		select {
		case value = <-c[0]:
		case value = <-c[1]:
		case value = <-c[2]:
		case value = <-c[3]:
		case value = <-c[4]:
		case value = <-c[5]:
		case value = <-c[6]:
		case value = <-c[7]:
		}
		sum += int(value)
	}
	return sum
}

func main() {
	count, width, receive := measure.Arg(1, 1000000), 2, receive2
	if measure.Arg(2, 2) != 2 {
		width, receive = 8, receive8
	}
	c := make([]chan int32, width)
	for i := range c {
		c[i] = make(chan int32)
		go produce(c[i], 1)
	}
	measure.Check(receive(c, count/10), count/10)
	begin := time.Now()
	measure.Check(receive(c, count), count)
	measure.Report(begin, count, count)
}
