# What the tests that boot systemd in a container share: sourced, with `name` (a word for messages and machines) and `missing` (what
# is not seen when the test is skipped) set. After `make_folder` the container's root is to be made in $root.

skip() {
    echo "SKIPPED $name: $*; $missing"
    exit 0
}

# Begins the calling script anew in a mount namespace: from there on every mount is its own and ends with it.
become_private() {
    [ "$(id -u)" = 0 ] || skip "it needs root"
    command -v systemd-nspawn >/dev/null || skip "there is no systemd-nspawn (package systemd-container)"
    [ -z "${CONTAINER_IS_PRIVATE:-}" ] || return 0
    unshare --mount --propagation private true || skip "no mount namespace can be made"
    CONTAINER_IS_PRIVATE=1 exec unshare --mount --propagation private "$0" "$@"
}

make_folder() {
    folder=$(mktemp -d)
    root=$folder/root
    # Where no systemd keeps order outside, the container's groups of processes are kept under one of our own.
    groups=()
    nspawn_options=()
    trap tidy EXIT
    join_groups
}

# What is still mounted below the folder is not what is to be removed.
tidy() {
    umount --recursive "$folder" 2>/dev/null || umount --recursive "$root" 2>/dev/null || true
    rm -rf --one-file-system "$folder"
    echo $$ | tee "${groups[@]/%/\/../cgroup.procs}" >/dev/null
    for group in "${groups[@]}"; do find "$group" -depth -type d -exec rmdir {} \; || true; done
}

join_groups() {
    [ ! -d /run/systemd/system ] || return 0
    nspawn_options+=(--keep-unit)
    mount -t tmpfs -o mode=0755 run /run
    local hierarchy
    for hierarchy in /sys/fs/cgroup/systemd /sys/fs/cgroup/unified /sys/fs/cgroup; do
        [ -w "$hierarchy/cgroup.procs" ] || continue
        groups+=("$hierarchy/copydesk-$name.$$")
        mkdir "${groups[-1]}"
        echo $$ >"${groups[-1]}/cgroup.procs"
    done
}

# Runs systemd-nspawn with these options, for five minutes at most. Workers lock themselves in by Landlock, which containers may
# not by default.
container() {
    timeout --kill-after 10 300 systemd-nspawn --quiet --directory "$root" --machine "copydesk-$name-$$" \
        --system-call-filter="landlock_create_ruleset landlock_add_rule landlock_restrict_self" \
        --timezone=off --link-journal=no --register=no "${nspawn_options[@]}" "$@" </dev/null
}

must_work() {
    container --pipe --private-network --resolv-conf=off /bin/true >"$folder/console" 2>&1 ||
        skip "systemd-nspawn does not work here: $(tail -n 1 "$folder/console")"
}

# Boots into `name`.target, whose service writes /report and decides the exit status.
boot() {
    local status=0
    container --private-network --resolv-conf=off --console=pipe --boot -- --unit="$name.target" --log-level=warning \
        >"$folder/console" 2>&1 || status=$?
    cat "$root/report" || true
    [ "$status" = 0 ] || {
        echo "$name: failed with $status; the console's last lines:"
        tail -n 40 "$folder/console"
        journalctl --quiet --no-pager --directory "$root/var/log/journal" --lines 100 || true
    }
    return "$status"
}
