int plain(int n)
{
    return 2 * n;
}
