import Glibc

/// What the library below Swift's tasks has to say.
enum DispatchLog {
    /// It says that it could not raise the priority of its threads, a line for each, where a process may not do that: in
    /// a service without privileges, and after they were given up. Nobody needs to know.
    static func isOff() { setenv("LIBDISPATCH_LOG", "NO", 0) }
}
