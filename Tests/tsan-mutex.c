// Tells ThreadSanitizer what it cannot see of Swift's Mutex. Loaded before everything else in its run (`make tsan`).
//
// Where nobody waits, a Mutex is taken and given back by atomics that are compiled into its user, which the sanitizer sees.
// Where somebody does, that happens in the Synchronization library, which is not instrumented, and on Linux in the kernel
// (FUTEX_LOCK_PI): for the sanitizer nothing then orders what two threads do under the same lock, and each contended Mutex is
// a "Swift access race". Eight threads that append to an array in a Mutex show some fifteen of them; with this file none, and
// a real race is found as before.
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

// Absent in programs without the sanitizer.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

// Synchronization's _MutexHandle._lockSlow(_: UInt32), ._tryLockSlow() -> Bool and ._unlockSlow(), part of its stable interface.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

SWIFT void lock(uint32_t, SELF) __asm__(LOCK);
SWIFT bool try_lock(SELF) __asm__(TRY_LOCK);
SWIFT void unlock(SELF) __asm__(UNLOCK);

SWIFT void lock(uint32_t thread, SELF mutex) {
    ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT bool try_lock(SELF mutex) {
    bool is_taken = ((SWIFT bool (*)(SELF))dlsym(RTLD_NEXT, TRY_LOCK))(mutex);
    if (is_taken && __tsan_acquire) __tsan_acquire(mutex);
    return is_taken;
}

SWIFT void unlock(SELF mutex) {
    if (__tsan_release) __tsan_release(mutex);
    ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
