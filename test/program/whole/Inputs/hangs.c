int main(void)
{
    for (volatile int i = 1; i;)
        ;
    return 0; // TIMEOUT: 0.3
}
