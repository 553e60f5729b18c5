// A client with a thread for each connection: threads PORT MOST, where MOST is
// how many threads the kernel may see while they all wait for an answer.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hiredis.h"

enum { CLIENTS = 100, ROUNDS = 10 };
static int port;

static redisReply *ask(redisContext *redis, int count, const char *words[])
{
    redisReply *reply = redisCommandArgv(redis, count, words, NULL);
    if (reply) return reply;
    fprintf(stderr, "%s\n", redis->errstr);
    exit(1);
}

static void *client(void *arg)
{
    char key[20], value[20];
    const char *set[] = {"SET", key, value}, *get[] = {"GET", key};
    long sum = 0;
    redisContext *redis = redisConnect("127.0.0.1", port);
    if (!redis || redis->err) exit(1);
    snprintf(key, sizeof key, "key%ld", (long)arg);
    for (int i = 0; i < ROUNDS; i++) {
        snprintf(value, sizeof value, "%d", i);
        freeReplyObject(ask(redis, 3, set));
        redisReply *reply = ask(redis, 2, get);
        sum += atoi(reply->str);
        freeReplyObject(reply);
    }
    redisFree(redis);
    return (void *)sum;
}

static int threads_of_kernel(void)
{
    char line[100];
    int threads = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        sscanf(line, "Threads: %d", &threads);
    if (status) fclose(status);
    return threads;
}

int main(int argc, char **argv)
{
    pthread_t threads[CLIENTS];
    long sum = 0;
    if (argc != 3) return 2;
    port = atoi(argv[1]);
    for (long i = 0; i < CLIENTS; i++)
        pthread_create(&threads[i], NULL, client, (void *)i);
    int seen = threads_of_kernel();
    for (int i = 0; i < CLIENTS; i++) {
        void *result;
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    printf("sum %ld, %d threads\n", sum, seen);
    return sum != CLIENTS * ROUNDS * (ROUNDS - 1) / 2 || seen > atoi(argv[2]);
}
