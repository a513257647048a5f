#ifndef COPYDESK_CSHUTDOWN_SHIM_H
#define COPYDESK_CSHUTDOWN_SHIM_H

// A power cut for one ext4: from now on nothing reaches its device, not even the log (fs/ext4/ext4.h in Linux). ioctl(2) is
// variadic, which Swift cannot call.
#include <linux/types.h>
#include <sys/ioctl.h>

static inline int copydesk_cut_power(int descriptor) {
    __u32 without_flushing_the_log = 2;
    return ioctl(descriptor, _IOR('X', 125, __u32), &without_flushing_the_log);
}

// All that was written on the file system so far, its directories too, reaches its device (syncfs(2), which Glibc's module hides).
int syncfs(int descriptor);

static inline int copydesk_flush(int descriptor) { return syncfs(descriptor); }

#endif
