/* A C program uses BG_JOB_TYPE by its name and by its tag, as an argument, in a switch, and in an array. */
#include <bits.h>
#include <stdio.h>

#ifdef _WIN32 /* mingw-w64 gives the enum a tag of its own; Microsoft's headers and ours call it BG_JOB_TYPE. */
typedef BG_JOB_TYPE tagged;
#else
typedef enum BG_JOB_TYPE tagged;
#endif

static const char *text(BG_JOB_TYPE type) {
    switch (type) {
    case BG_JOB_TYPE_DOWNLOAD:
        return "download";
    case BG_JOB_TYPE_UPLOAD:
        return "upload";
    case BG_JOB_TYPE_UPLOAD_REPLY:
        return "upload-reply";
    }
    return "?";
}

int main(void) {
    const tagged types[] = {BG_JOB_TYPE_DOWNLOAD, BG_JOB_TYPE_UPLOAD, BG_JOB_TYPE_UPLOAD_REPLY};
    int i;
    for (i = 0; i < 3; i++) {
        BG_JOB_TYPE type = types[i];
        printf("%d %s\n", (int)type, text(type));
        if ((int)type != i) {
            return 1;
        }
    }
    return sizeof(BG_JOB_TYPE) == 4 ? 0 : 2;
}
