	.data
	.globl one
one:	.long 1
	.section .note.GNU-stack,"",%progbits
