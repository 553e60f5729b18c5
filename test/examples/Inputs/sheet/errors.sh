# Errors are values: they show in their cell, and in those that use it.
"$PROGRAM" -o table "$INPUTS/errors.csv"
echo "status $?"
"$PROGRAM" -o table "$INPUTS/cycles.csv"
echo "status $?"
