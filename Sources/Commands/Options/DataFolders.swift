import Glibc

/// Where data is kept unless a command is told otherwise: under /var/lib for root, in the user's own folder for others
/// (XDG Base Directory Specification).
enum DataFolders {
    static var server: String { geteuid() == 0 ? "/var/lib/sikker" : home + "/sikker" }
    static var sensor: String { geteuid() == 0 ? "/var/lib/sikker-sensor" : home + "/sikker-sensor" }
    static var guarding: String { geteuid() == 0 ? "/var/lib/sikkerguard" : home + "/sikkerguard" }

    private static var home: String {
        Environment.text("XDG_DATA_HOME") ?? (Environment.text("HOME") ?? "/tmp") + "/.local/share"
    }
}
