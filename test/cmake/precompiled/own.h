enum { ANSWER = 42 };
int plain(void);
