# Formulas over ordinary tables, in every form of output.
"$PROGRAM" --stats "$INPUTS/invoice.csv"
"$PROGRAM" -o csv "$INPUTS/invoice.csv"
"$PROGRAM" --output=tsv "$INPUTS/invoice.csv" > invoice.tsv
"$PROGRAM" --tsv -o table invoice.tsv | head -3
echo "what if"
"$PROGRAM" -s C2=100 --set 'B4==B2/50' -o csv - < "$INPUTS/invoice.csv"
