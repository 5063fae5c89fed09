/* Records what a process does to the files of one folder, in the order it happens.
 *
 * Loaded before the C library (LD_PRELOAD), so it sees the SQLite of whichever wheel the
 * program uses. LSN_RECORD_FOLDER is the folder, LSN_RECORD_TO the log; a record is a header,
 * the file's name within the folder, and the bytes written. See recorder.py, which reads it.
 * While the file LSN_RECORD_FULL is there, the folder's disk is full.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC = 3, UNLINK = 4, RENAME = 5 };

struct header {
    uint32_t what, name_length;
    uint64_t at, length;
};

static char folder[PATH_MAX];
static size_t folder_length;
static const char *full;
static int log_fd = -1;

__attribute__((constructor)) static void begin(void) {
    const char *wanted = getenv("LSN_RECORD_FOLDER"), *to = getenv("LSN_RECORD_TO");
    if (!wanted || !realpath(wanted, folder)) return;
    folder_length = strlen(folder);
    full = getenv("LSN_RECORD_FULL");
    if (!to) return;
    log_fd = (int)syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

/* The name of a path within the folder; NULL if it is elsewhere. */
static const char *inside(const char *path) {
    if (strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
    return path + folder_length + 1;
}

static void record(uint32_t what, const char *name, uint64_t at, const void *data, uint64_t length) {
    struct header header = {what, (uint32_t)strlen(name), at, data ? length : 0};
    struct iovec parts[] = {
        {&header, sizeof header}, {(void *)name, header.name_length}, {(void *)data, header.length}};
    uint64_t size = sizeof header + header.name_length + header.length;
    if (syscall(SYS_writev, log_fd, parts, 3) != (long)size) abort();
}

/* The name of an open file within the folder; NULL if it is elsewhere. */
static const char *name_of(int fd) {
    static __thread char path[PATH_MAX];
    char link[64];
    if (!folder_length) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path - 1);
    if (got < 0) return NULL;
    path[got] = 0;
    return inside(path);
}

static void record_file(uint32_t what, int fd, uint64_t at, const void *data, uint64_t length) {
    const char *name = log_fd < 0 ? NULL : name_of(fd);
    if (name) record(what, name, at, data, length);
}

static int no_room(int fd) {
    if (!full || !name_of(fd) || syscall(SYS_faccessat, AT_FDCWD, full, F_OK)) return 0;
    errno = ENOSPC;
    return 1;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) {
    if (no_room(fd)) return -1;
    ssize_t done = syscall(SYS_pwrite64, fd, data, length, at);
    if (done > 0) record_file(WRITE, fd, (uint64_t)at, data, (uint64_t)done);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    return pwrite64(fd, data, length, at);
}

ssize_t write(int fd, const void *data, size_t length) {
    if (no_room(fd)) return -1;
    ssize_t done = syscall(SYS_write, fd, data, length);
    if (done > 0) {
        off64_t end = lseek64(fd, 0, SEEK_CUR);
        record_file(WRITE, fd, end < done ? 0 : (uint64_t)(end - done), data, (uint64_t)done);
    }
    return done;
}

int ftruncate64(int fd, off64_t length) {
    int failed = (int)syscall(SYS_ftruncate, fd, length);
    if (!failed) record_file(TRUNCATE, fd, (uint64_t)length, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

int fsync(int fd) {
    int failed = (int)syscall(SYS_fsync, fd);
    if (!failed) record_file(SYNC, fd, 0, NULL, 0);
    return failed;
}

int fdatasync(int fd) {
    int failed = (int)syscall(SYS_fdatasync, fd);
    if (!failed) record_file(SYNC, fd, 0, NULL, 0);
    return failed;
}

int unlink(const char *path) {
    int failed = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!failed && log_fd >= 0 && inside(path)) record(UNLINK, inside(path), 0, NULL, 0);
    return failed;
}

int rename(const char *from, const char *to) {
    int failed = (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    const char *name = failed || log_fd < 0 ? NULL : inside(from);
    if (name && inside(to)) record(RENAME, name, 0, inside(to), strlen(inside(to)));
    return failed;
}
