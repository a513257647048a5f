import Glibc

/// What libdispatch has to say about itself.
public enum DispatchLog {
    /// Keeps libdispatch from writing to syslog(3), past our own log, that it cannot raise the priority of its threads; only
    /// root can. Who wants to hear of it sets the variable. Before the first thread is made, since the environment is the process's.
    public static func silence() {
        setenv("LIBDISPATCH_LOG", "NO", 0)
    }
}
