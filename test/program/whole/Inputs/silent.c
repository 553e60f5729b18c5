int main(void)
{
    return 0; // ERR: silent.c:@LINE: a message
}
