CSP_EXPLORE=1000,cancel "$PROGRAM" 2>told
echo "finds it: $?, in the usual order: $(grep -c 'usual order: 0' told)"
sed -n 's/^csp: CSP_CANCEL: \(.*\) at .*:\([0-9]*\): /\1 at \2: /p' told
again=$(sed -n 's/^csp: again by \(.*\);.*/\1/p' told)
env $again "$PROGRAM" 2>/dev/null
echo "again: $?"
CSP_EXPLORE=1000,cancel "$PROGRAM" careful
CSP_SEED=3 CSP_EXPLORE=2,cancel "$PROGRAM" careful
CSP_EXPLORE=1000 CSP_CANCEL=1/5 "$PROGRAM" 2>told
echo "at random: $? $(grep -c 'CSP_REPLAY=csp.replay CSP_CANCEL=1/5;' told)"
for n in 1 2; do
    CSP_CANCEL=$n "$PROGRAM" 2>&1 | sed 's/ at [^ ]*:\([0-9][0-9]*\):* / at \1: /'
done
CSP_CANCEL=1000 "$PROGRAM"
CSP_CANCEL=0 "$PROGRAM"
CSP_CANCEL=1/1 "$PROGRAM"
CSP_CANCEL=-1 "$PROGRAM"
CSP_EXPLORE=5,cancelled "$PROGRAM"
