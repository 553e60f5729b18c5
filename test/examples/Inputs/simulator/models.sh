# Models of every kind, in both forms; the same bytes for any number of workers.
cp "$INPUTS"/*.model "$INPUTS/../../../../examples/simulator/clinic.model" .
"$PROGRAM" clinic.model
"$PROGRAM" --runs=20 --seed=7 clinic.model
"$PROGRAM" -n 4 -H 300 calls.model
"$PROGRAM" -H 1000 -o csv - < kanban.model
echo "what happens"
"$PROGRAM" --trace --horizon=12 --warmup=0 kanban.model
"$PROGRAM" -t -H 100 -w 0 calls.model | grep -m 5 'gives up'
echo "at the same moments"
"$PROGRAM" -t same-time.model
"$PROGRAM" same-time.model
echo "all wait for what never comes"
"$PROGRAM" -H 50 never.model
