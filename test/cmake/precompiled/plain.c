int plain(void)
{
    return puts("plain") < 0;
}
