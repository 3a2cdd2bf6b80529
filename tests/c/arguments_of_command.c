/* Writes the arguments of this program, its name included, to the file that argv[1] names.
 * The file appears when it is complete. */
#include <stdio.h>

int main(int argc, char **argv) {
    char draft[4096];
    FILE *file;
    int index;
    if (argc < 2 || snprintf(draft, sizeof draft, "%s.draft", argv[1]) >= (int)sizeof draft)
        return 2;
    file = fopen(draft, "w");
    if (file == NULL)
        return 3;
    for (index = 0; index < argc; index++)
        fprintf(file, "<%s>|", argv[index]);
    if (fclose(file) != 0)
        return 4;
    return rename(draft, argv[1]) == 0 ? 0 : 5;
}
