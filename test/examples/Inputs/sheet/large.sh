# Chains and fans of thousands of cells, told in the worst order.
awk 'BEGIN { for (i = 1; i < 3000; i++) printf "=A%d+1,=B%d\n", i + 1, i + 1
    print "1,=B1" }' > chain.csv
"$PROGRAM" -o csv chain.csv | sed -n '1p;2p;$p'
awk 'BEGIN { for (i = 1; i <= 300; i++) printf "%d,=SUM(A1:A%d)\n", i, i }' \
    > triangle.csv
"$PROGRAM" --stats -o csv triangle.csv | tail -1
# Pascal's triangle modulo nothing: each cell is asked for by two others.
awk 'BEGIN { for (r = 1; r <= 20; r++) for (c = 0; c < 20; c++) {
        cell = c == 0 || r == 1 ? 1 : \
            sprintf("=%c%d+%c%d", 65 + c, r - 1, 64 + c, r)
        printf "%s%s", cell, c < 19 ? "," : "\n" } }' > pascal.csv
"$PROGRAM" --stats -o csv pascal.csv | tail -1
