int main(void)
{
    return 3; // EXIT: 4
}
