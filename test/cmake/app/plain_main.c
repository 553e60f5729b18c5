extern int one; // in one.s

int main(void)
{
    return one - 1;
}
