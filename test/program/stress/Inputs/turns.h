// Each of two players waits for the other's turn, `count` times.
int turns_take(int me, int count);
int turns_compare(int a, int b);
