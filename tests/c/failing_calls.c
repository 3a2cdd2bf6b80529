/* A library for LD_PRELOAD that makes system calls fail. Not portable to Windows.
 *
 * The environment variable FAILING_CALLS names a file of the size of `struct control`, which the
 * library maps. The test writes the fault into the file and sets `armed`; from then on the library
 * counts the calls of each kind and makes the selected ones fail without executing them. The test
 * reads the counts from the file, also after the process has ended. One process uses one file.
 *
 * Calls on the standard streams never fail: the test talks to its processes through them. */
#define _GNU_SOURCE
/* glibc declares that poll only writes to its first argument. */
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum call {
  CALL_OPEN,
  CALL_CREATE,
  CALL_SOCKET,
  CALL_SOCKETPAIR,
  CALL_CONNECT,
  CALL_BIND,
  CALL_LISTEN,
  CALL_ACCEPT,
  CALL_MMAP,
  CALL_THREAD,
  CALL_FSYNC,
  CALL_RENAME,
  CALL_UNLINK,
  CALL_MKDIR,
  CALL_WRITE,
  CALL_READ,
  CALL_ALLOCATE,
  CALL_FLOCK,
  CALL_LOCK,
  CALL_POLL,
  CALL_SEND,
  CALL_RECV,
  CALL_STAT,
  CALLS
};

static const char *const names[CALLS] = {
    [CALL_OPEN] = "open",         /* of a file that must exist */
    [CALL_CREATE] = "create",     /* open with O_CREAT */
    [CALL_SOCKET] = "socket",
    [CALL_SOCKETPAIR] = "socketpair",
    [CALL_CONNECT] = "connect",
    [CALL_BIND] = "bind",
    [CALL_LISTEN] = "listen",
    [CALL_ACCEPT] = "accept",
    [CALL_MMAP] = "mmap",         /* of a file */
    [CALL_THREAD] = "thread",     /* pthread_create */
    [CALL_FSYNC] = "fsync",       /* fsync, fdatasync, syncfs */
    [CALL_RENAME] = "rename",
    [CALL_UNLINK] = "unlink",
    [CALL_MKDIR] = "mkdir",
    [CALL_WRITE] = "write",       /* write, writev, pwrite */
    [CALL_READ] = "read",         /* read, pread */
    [CALL_ALLOCATE] = "allocate", /* ftruncate, posix_fallocate */
    [CALL_FLOCK] = "flock",
    [CALL_LOCK] = "lock",         /* fcntl that takes a lock */
    [CALL_POLL] = "poll",
    [CALL_SEND] = "send",         /* send, sendmsg */
    [CALL_RECV] = "recv",         /* recv, recvmsg */
    [CALL_STAT] = "stat",         /* stat, fstat, lstat, statx */
};

/* The fault, and what happened. tests/engine_faults/shim.rs has the same layout. */
struct control {
  char name[16];         /* the kind of the calls that fail; empty for none */
  int32_t error;         /* errno, or what the function returns instead */
  int32_t armed;         /* the library counts and fails */
  uint64_t first;        /* number of the first call that fails, from 1 */
  uint64_t length;       /* number of calls that fail at most */
  uint64_t milliseconds; /* time after the first failure in which calls fail */
  _Atomic uint64_t failed;
  _Atomic uint64_t began; /* time of the first failure in ms; 0: there was none */
  struct {
    char name[16];
    _Atomic uint64_t count;
  } calls[CALLS];
};

static struct control *control;

/* The function of the C library that this library hides. */
#define NEXT(function)                                                                             \
  ({                                                                                               \
    static __typeof__(&function) next;                                                             \
    if (next == NULL)                                                                              \
      next = (__typeof__(&function))dlsym(RTLD_NEXT, #function);                                   \
    next;                                                                                          \
  })

__attribute__((constructor)) static void map_control(void) {
  const char *path = getenv("FAILING_CALLS");
  if (path == NULL)
    return;
  int file = NEXT(open)(path, O_RDWR | O_CLOEXEC);
  if (file < 0)
    abort();
  struct control *mapped =
      NEXT(mmap)(NULL, sizeof *mapped, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (mapped == MAP_FAILED)
    abort();
  close(file);
  for (int call = 0; call < CALLS; call++)
    strncpy(mapped->calls[call].name, names[call], sizeof mapped->calls[call].name - 1);
  control = mapped;
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* Counts a call. Returns the error with which it fails; 0 if it is to be executed. */
static int failure(enum call call) {
  if (control == NULL || !control->armed)
    return 0;
  uint64_t number = atomic_fetch_add(&control->calls[call].count, 1) + 1;
  if (number < control->first || strcmp(control->name, names[call]) != 0)
    return 0;
  uint64_t none = 0;
  atomic_compare_exchange_strong(&control->began, &none, now());
  if (now() - control->began > control->milliseconds && control->milliseconds > 0)
    return 0;
  if (atomic_fetch_add(&control->failed, 1) >= control->length) {
    atomic_fetch_sub(&control->failed, 1);
    return 0;
  }
  return control->error;
}

/* Returns from the calling function with -1 and errno if the call is to fail. */
#define FAIL_IF_SELECTED(call)                                                                     \
  do {                                                                                             \
    int error = failure(call);                                                                     \
    if (error != 0) {                                                                              \
      errno = error;                                                                               \
      return -1;                                                                                   \
    }                                                                                              \
  } while (0)

static bool is_standard_stream(int file) { return file <= STDERR_FILENO; }

#define DEFINE_OPEN(function)                                                                      \
  int function(const char *path, int flags, ...) {                                                 \
    va_list arguments;                                                                             \
    va_start(arguments, flags);                                                                    \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;            \
    va_end(arguments);                                                                             \
    FAIL_IF_SELECTED((flags & O_CREAT) != 0 ? CALL_CREATE : CALL_OPEN);                            \
    return NEXT(function)(path, flags, mode);                                                      \
  }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)

int socket(int domain, int type, int protocol) {
  FAIL_IF_SELECTED(CALL_SOCKET);
  return NEXT(socket)(domain, type, protocol);
}

int socketpair(int domain, int type, int protocol, int sockets[2]) {
  FAIL_IF_SELECTED(CALL_SOCKETPAIR);
  return NEXT(socketpair)(domain, type, protocol, sockets);
}

int connect(int socket, const struct sockaddr *address, socklen_t length) {
  FAIL_IF_SELECTED(CALL_CONNECT);
  return NEXT(connect)(socket, address, length);
}

int bind(int socket, const struct sockaddr *address, socklen_t length) {
  FAIL_IF_SELECTED(CALL_BIND);
  return NEXT(bind)(socket, address, length);
}

int listen(int socket, int backlog) {
  FAIL_IF_SELECTED(CALL_LISTEN);
  return NEXT(listen)(socket, backlog);
}

int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags) {
  FAIL_IF_SELECTED(CALL_ACCEPT);
  return NEXT(accept4)(socket, address, length, flags);
}

/* Memory without a file belongs to allocators and thread stacks, whose users cannot go on without
 * it. */
#define DEFINE_MMAP(function, offset_type)                                                         \
  void *function(void *at, size_t length, int protection, int flags, int file,                     \
                 offset_type offset) {                                                             \
    int error = file >= 0 ? failure(CALL_MMAP) : 0;                                                \
    if (error != 0) {                                                                              \
      errno = error;                                                                               \
      return MAP_FAILED;                                                                           \
    }                                                                                              \
    return NEXT(function)(at, length, protection, flags, file, offset);                            \
  }

DEFINE_MMAP(mmap, off_t)
DEFINE_MMAP(mmap64, off64_t)

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                   void *argument) {
  int error = failure(CALL_THREAD);
  return error != 0 ? error : NEXT(pthread_create)(thread, attributes, run, argument);
}

#define DEFINE_SYNC(function)                                                                      \
  int function(int file) {                                                                         \
    FAIL_IF_SELECTED(CALL_FSYNC);                                                                  \
    return NEXT(function)(file);                                                                   \
  }

DEFINE_SYNC(fsync)
DEFINE_SYNC(fdatasync)
DEFINE_SYNC(syncfs)

int rename(const char *from, const char *to) {
  FAIL_IF_SELECTED(CALL_RENAME);
  return NEXT(rename)(from, to);
}

int unlink(const char *path) {
  FAIL_IF_SELECTED(CALL_UNLINK);
  return NEXT(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  FAIL_IF_SELECTED(CALL_MKDIR);
  return NEXT(mkdir)(path, mode);
}

ssize_t write(int file, const void *data, size_t length) {
  if (!is_standard_stream(file))
    FAIL_IF_SELECTED(CALL_WRITE);
  return NEXT(write)(file, data, length);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (!is_standard_stream(file))
    FAIL_IF_SELECTED(CALL_WRITE);
  return NEXT(writev)(file, parts, count);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
  FAIL_IF_SELECTED(CALL_WRITE);
  return NEXT(pwrite64)(file, data, length, offset);
}

ssize_t read(int file, void *data, size_t length) {
  if (!is_standard_stream(file))
    FAIL_IF_SELECTED(CALL_READ);
  return NEXT(read)(file, data, length);
}

ssize_t pread64(int file, void *data, size_t length, off64_t offset) {
  FAIL_IF_SELECTED(CALL_READ);
  return NEXT(pread64)(file, data, length, offset);
}

int ftruncate64(int file, off64_t length) {
  FAIL_IF_SELECTED(CALL_ALLOCATE);
  return NEXT(ftruncate64)(file, length);
}

#define DEFINE_ALLOCATE(function, offset_type)                                                     \
  int function(int file, offset_type offset, offset_type length) {                                 \
    int error = failure(CALL_ALLOCATE);                                                            \
    return error != 0 ? error : NEXT(function)(file, offset, length);                              \
  }

DEFINE_ALLOCATE(posix_fallocate, off_t)
DEFINE_ALLOCATE(posix_fallocate64, off64_t)

int flock(int file, int operation) {
  if ((operation & LOCK_UN) == 0)
    FAIL_IF_SELECTED(CALL_FLOCK);
  return NEXT(flock)(file, operation);
}

static bool is_lock_command(int command) {
  return command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK;
}

/* The third argument is an integer or a pointer; both pass as a pointer on the ABIs of Linux. The
 * release of a lock does not fail on a local file system. */
#define DEFINE_FCNTL(function)                                                                     \
  int function(int file, int command, ...) {                                                       \
    va_list arguments;                                                                             \
    va_start(arguments, command);                                                                  \
    void *argument = va_arg(arguments, void *);                                                    \
    va_end(arguments);                                                                             \
    if (is_lock_command(command) && ((const struct flock *)argument)->l_type != F_UNLCK)           \
      FAIL_IF_SELECTED(CALL_LOCK);                                                                 \
    return NEXT(function)(file, command, argument);                                                \
  }

DEFINE_FCNTL(fcntl)
DEFINE_FCNTL(fcntl64)

int poll(struct pollfd *files, nfds_t count, int timeout) {
  /* Rust's start of a program checks the standard streams. */
  if (count > 0 && !is_standard_stream(files[0].fd))
    FAIL_IF_SELECTED(CALL_POLL);
  return NEXT(poll)(files, count, timeout);
}

ssize_t send(int socket, const void *data, size_t length, int flags) {
  FAIL_IF_SELECTED(CALL_SEND);
  return NEXT(send)(socket, data, length, flags);
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags) {
  FAIL_IF_SELECTED(CALL_SEND);
  return NEXT(sendmsg)(socket, message, flags);
}

ssize_t recv(int socket, void *data, size_t length, int flags) {
  FAIL_IF_SELECTED(CALL_RECV);
  return NEXT(recv)(socket, data, length, flags);
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags) {
  FAIL_IF_SELECTED(CALL_RECV);
  return NEXT(recvmsg)(socket, message, flags);
}

#define DEFINE_STAT(function, subject, status)                                                     \
  int function(subject, struct status *result) {                                                   \
    FAIL_IF_SELECTED(CALL_STAT);                                                                   \
    return NEXT(function)(path, result);                                                           \
  }

DEFINE_STAT(stat, const char *path, stat)
DEFINE_STAT(lstat, const char *path, stat)
DEFINE_STAT(fstat, int path, stat)
DEFINE_STAT(stat64, const char *path, stat64)
DEFINE_STAT(lstat64, const char *path, stat64)
DEFINE_STAT(fstat64, int path, stat64)

int statx(int folder, const char *path, int flags, unsigned mask, struct statx *result) {
  /* Rust probes once whether the kernel has statx, with descriptor 0, and remembers the answer. */
  if (!is_standard_stream(folder) || folder == AT_FDCWD)
    FAIL_IF_SELECTED(CALL_STAT);
  return NEXT(statx)(folder, path, flags, mask, result);
}
