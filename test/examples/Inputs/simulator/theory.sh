# What is known exactly must lie in the confidence intervals. With other seeds
# one in twenty would lie outside; with this one none does.
seed=2

# within MODEL FIGURE EXACT: the first station's, of ten runs
within() {
    "$PROGRAM" -s "$seed" -n 10 -o csv "$1" > out.csv
    awk -F, -v figure="$2" -v exact="$3" -v model="$1" '
        $1 == "station" && $3 == figure && !found++ {
            off = $4 > exact ? $4 - exact : exact - $4
            far = off > $5 || $5 > exact / 4
            print model, figure, exact, far ? "is not in " $4 " +- " $5 : "ok"
        }' out.csv
}

# One or more servers, room for all: M/M/c. Waiting by Erlang's C formula.
erlang_c() { # SERVERS RATE MEAN
    awk -v c="$1" -v rate="$2" -v mean="$3" 'BEGIN {
        a = rate * mean
        for (b = k = 1; k <= c; k++) b = a * b / (k + a * b)
        printf "%.6f", b / (1 - (a / c) * (1 - b)) * mean / (c - a) }'
}
for c in 1 2 5; do
    cat > "mm$c.model" << END
horizon 6000
warmup 500
station desk servers $c service exponential $c
source people every exponential 1.25 to desk
END
    wait=$(erlang_c "$c" 0.8 "$c")
    within "mm$c.model" wait "$wait"
    within "mm$c.model" queue "$(awk "BEGIN { print 0.8 * $wait }")"
    within "mm$c.model" busy 0.8
done

# One run alone: the interval comes from its batches.
"$PROGRAM" -s "$seed" -H 40000 -o csv mm1.model | awk -F, '
    $3 == "wait" { print "batches", ($4 - $5 < 4 && 4 < $4 + $5 ? "ok" : $0) }
    $3 == "95%" { # P(wait > t) = 0.8 exp(-0.2 t), P(stay > t) = exp(-0.2 t)
        exact = log(($1 == "station" ? 0.8 : 1) / 0.05) / 0.2
        off = $4 / exact - 1
        print $1, "quantile", (off * off < 0.01 ? "ok" : $0) }'

# No room to wait: Erlang's B formula, with 3 servers and a load of 2.
cat > loss.model << 'END'
horizon 4000
station lines servers 3 room 0 service normal 2 0.5
source calls every exponential 1 to lines
END
within loss.model lost 0.210526

# A service that does not vary: half the wait of M/M/1 (Pollaczek, Khinchin).
cat > md1.model << 'END'
horizon 6000
warmup 500
station desk service constant 1
source people every exponential 1.25 to desk
END
within md1.model wait 2

# All leave after a constant patience of 0: the same as no room.
cat > hasty.model << 'END'
horizon 4000
station lines servers 3 patience constant 0 service exponential 2
source calls every exponential 1 to lines
END
within hasty.model lost 0.210526

# One that is sent back half the time needs twice the service (Jackson).
cat > again.model << 'END'
horizon 6000
warmup 500
station desk service exponential 0.5
source people every exponential 1.25 to desk
route desk desk 0.5
END
within again.model busy 0.8
within again.model queue 3.2

# The urgent come first: Cobham's formula for two classes of M/M/1.
cat > urgent.model << 'END'
horizon 6000
warmup 500
station desk service exponential 1
source urgent every exponential 2.5 to desk priority 1
source other every exponential 2.5 to desk
END
"$PROGRAM" -s "$seed" -n 10 -o csv urgent.model | awk -F, '
    $1 == "source" && $3 == "stay" {
        exact = 1 + ($2 == "urgent" ? 0.8 / 0.6 : 0.8 / 0.6 / 0.2)
        print $2, ($4 - $5 < exact && exact < $4 + $5 ? "ok" : $0) }'

# A machine that stands still a fifth of the time, whoever it serves.
cat > down.model << 'END'
horizon 6000
station mill servers 2 service exponential 1 breakdown exponential 40 repair exponential 10
source parts every exponential 1 to mill
END
within down.model down 0.2
