/* Loaded before the server (LD_PRELOAD): one in ten of its writes fails with EIO, of the files whose path begins as the
   first line of the file that WRITE_ERRORS names; none while that is not there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_ulong calls;

/* The same calls fail again with the same WRITE_ERRORS_SEED (splitmix64). */
static int one_in_ten(void) {
  const char *seed = getenv("WRITE_ERRORS_SEED");
  uint64_t mixed = (seed ? strtoull(seed, NULL, 10) : 0) + atomic_fetch_add(&calls, 1) * 0x9e3779b97f4a7c15u;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return (mixed ^ (mixed >> 31)) % 10 == 0;
}

static int fails(int fd) {
  static ssize_t (*real_read)(int, void *, size_t);
  const char *control = getenv("WRITE_ERRORS");
  char prefix[4096], link[64], path[4096];
  int before = errno, file = control ? open(control, O_RDONLY | O_CLOEXEC) : -1;
  errno = before;
  if (file < 0) return 0;
  if (!real_read) real_read = dlsym(RTLD_NEXT, "read");
  ssize_t length = real_read(file, prefix, sizeof prefix - 1);
  close(file);
  if (length <= 0) return 0;
  prefix[length] = 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(link, path, sizeof path - 1);
  errno = before;
  if (size < length || strncmp(path, prefix, (size_t)length) != 0 || !one_in_ten()) return 0;
  errno = EIO;
  return 1;
}

#define FAILING(result, name, parameters, arguments)                      \
  result name parameters {                                                \
    static result(*real) parameters;                                      \
    if (!real) real = (result(*) parameters)dlsym(RTLD_NEXT, #name);      \
    return fails(fd) ? -1 : real arguments;                               \
  }

FAILING(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size))
FAILING(ssize_t, writev, (int fd, const struct iovec *from, int count), (fd, from, count))
FAILING(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))
FAILING(ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at))
FAILING(int, fsync, (int fd), (fd))
FAILING(int, fdatasync, (int fd), (fd))
