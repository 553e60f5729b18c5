set pagination off
break one.c:25
run
coroutine 2 bt full
echo -- on the stack\n
print door
print first
print name
print squares[3]
print/x squares[3]
print *squares@4
p -pretty off -- grid[2]
print timer.chan->volts
print sizeof name / 3
