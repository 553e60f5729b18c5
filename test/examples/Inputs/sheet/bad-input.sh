# What cannot be read is refused with a message and a status.
try() {
    "$PROGRAM" "$@"
    echo "status $?"
}
try no-such-file.csv
try .
printf 'a,b\n"c\n"",d\ne,f\n' > open-quote.csv
try open-quote.csv
printf 'a\000b\n' > zero.csv
try zero.csv
: > empty.csv
try empty.csv
printf '\n\r\n,\n' > blank.csv
try -o csv blank.csv
printf 'no newline,"a\nb",=LEN(1)' > odd.csv
try -o csv odd.csv
try --set Q9=1 odd.csv
try --set Q=1 odd.csv
try --output=html odd.csv
try --nonsense 2>&1 | sed 's/^[^ ]*sheet[^ ]*:/sheet:/'
try a b
awk 'BEGIN { printf "="; for (i = 0; i < 300; i++) printf "("; print 1 }' |
    try -o csv 2>&1 | sed 's/(((*/(...(/'
"$PROGRAM" "$INPUTS/invoice.csv" > /dev/full
echo "status $?"
try --help
