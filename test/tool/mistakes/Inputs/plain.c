// let it go on
struct channel { int select, go; };
int join(int channel);

int main(void)
{
    struct channel channel = {1, 2};
    int unused;
    channel.go = join(channel.select, 3);
    return task(4) + spawn;
}
