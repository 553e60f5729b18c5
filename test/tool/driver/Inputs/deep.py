#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a C program that nests deep: labels, operands and a chain of else."""
print("static int labels(int x) { switch (x) {")
print("".join("case %d: " % i for i in range(30000)), "return 1; } return 0; }")
print("static int sum(int a) { return a%s; }" % (" + a" * 5000))
print("static int chain(int a) {")
for i in range(600):
    print("    if (a == %d) return %d; else" % (i, i))
print("    return -1; }")
print("int main(void)")
print("{ return labels(29999) + sum(1) + chain(599) != 5601; }")
