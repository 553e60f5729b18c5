static void answer(chan_out(int) out)
{
    chan_send(out, ANSWER);
}

int main(void)
{
    chan(int) c = chan_make(int, 0);
    go answer(c);
    printf("%d\n", chan_get(c));
    chan_release(c);
    return plain();
}
