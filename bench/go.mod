module cspcc/bench

go 1.26
