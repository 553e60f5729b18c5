// SPDX-License-Identifier: MIT

// The servers of bench/io in Go: echo, and hello by net/http.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

func serve(c net.Conn) {
	defer c.Close()
	buffer := make([]byte, 4096)
	if os.Getenv("BULK") != "" {
		buffer = make([]byte, 65536)
	}
	for {
		n, err := c.Read(buffer)
		if err != nil {
			return
		}
		if _, err = c.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println("listens at", l.Addr())
	if os.Args[1] == "hello" {
		hello := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			io.WriteString(w, "Hello, world!")
		}
		panic(http.Serve(l, http.HandlerFunc(hello)))
	}
	for {
		c, err := l.Accept()
		if err != nil {
			panic(err)
		}
		go serve(c)
	}
}
