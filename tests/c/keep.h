/* Memory for as long as the program lives. It hangs together, so that no tool takes it for lost. */
#include <stdio.h>
#include <stdlib.h>

static void *keep(size_t bytes) {
    static void **last;
    void **kept = malloc(sizeof(void *) + bytes);
    if (kept == NULL) {
        printf("no memory\n");
        exit(1);
    }
    *kept = last;
    last = kept;
    return kept + 1;
}
