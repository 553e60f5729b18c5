struct big {
    int v[9];
    char c;
};
struct big make_big(int last, char c);
int sum(int count, ...);
void dive(int depth);
void jump_back(void);
int overridden(int x);
int add_again(int a, int b);
int plain(int x);
int plain_calls(int (*f)(int), int x);
