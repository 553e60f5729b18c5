# What makes no sense is refused with a message and a status.
try() {
    "$PROGRAM" "$@" 2>&1 | sed 's/^[^ ]*\/[^ ]*: \(unrec\|inval\)/simulator: \1/'
}
status() {
    "$PROGRAM" "$@" > /dev/null 2>&1
    echo "status $?"
}
# A model that is right but for one more line.
line() {
    printf '%s\n' 'horizon 100' 'store box capacity 2' \
        'station desk service constant 1' 'station door service constant 1' \
        'source people every constant 2 to desk' "$1" > bad.model
    try bad.model
}
try no-such-file.model
status no-such-file.model
try .
try
status
try a b
try --runs=0 x
try --runs=1.5 x
try --seed=-1 x
try -H soon x
try -o html x
try --nonsense x
status --nonsense x

line 'queue desk'
line 'station'
line 'station desk service constant 1'
line 'station a-name-that-is-far-too-long service constant 1'
line 'station new'
line 'station new service'
line 'station new service often'
line 'station new service constant'
line 'station new service constant x'
line 'station new service constant nan'
line 'station new service constant -1'
line 'station new service exponential 1e13'
line 'station new service constant 1 2'
line 'station new service uniform 3 2'
line 'station new service erlang 1 1.5'
line 'station new service empirical'
line 'station new service empirical 1 2 3'
line 'station new service empirical 1 0 2 0'
line "station new service empirical $(seq -s ' ' 26)"
line 'station new service constant 1 servers 0'
line 'station new service constant 1 servers 2.5'
line 'station new service constant 1 servers 20000'
line 'station new service constant 1 servers'
line 'station new service constant 1 repair constant 1'
line 'station new service constant 1 breakdown constant 0 repair constant 1'
line 'station new service constant 1 takes bag'
line 'store bag'
line 'store bag capacity 2 holds 3'
line 'source new every constant 1'
line 'source new every constant 0 to desk'
line 'source new every constant 1 to nowhere'
line 'source new every constant 1e-9 to desk'
line 'route'
line 'route desk'
line 'route desk door'
line 'route desk door 1.5'
line 'route desk door 0.7 desk 0.4'
line 'route desk desk 1'
line 'horizon'
line 'horizon 0'
line 'horizon 10 20'
line 'warmup 100'
line 'warmup -1'
status bad.model

echo "too many customers"
line 'source crowd every constant 0.1 to door' | head -2
"$PROGRAM" -n 3 -m 200 -H 1000 bad.model
echo "status $?"
"$PROGRAM" clinic.model > /dev/full 2> /dev/null
echo "status $?"
printf 'horizon 9\nstation a service constant 1\nsource b every constant 2 to a' |
    "$PROGRAM" - > /dev/full
echo "status $?"
: > empty.model
try empty.model
awk 'BEGIN { for (i = 1; i < 200; i++) print "station", i, "service constant 1" }' |
    try -
try --help
