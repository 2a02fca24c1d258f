/// The program a persona runs: which release, who built it, where it is installed.
struct RedisBuild: Sendable {
    let release: RedisRelease
    /// "6.2.14".
    let version: String
    /// 16 hexadecimal digits, as INFO shows them.
    let buildID: String
    let compiler: String
    let allocator: String
    let executable: String
    let configurationFile: String
    /// It comes from the distribution, with what the distribution changed.
    var isPackaged: Bool { executable.hasPrefix("/usr/bin") }
    /// What its configuration file sets, by parameter.
    let settings: [String: String]

    /// The package of the persona's distribution, or one of the releases people compile themselves on it.
    init(_ generator: inout SeededGenerator) {
        switch generator.below(3) {
        case 0: self.init(packaged: "6.0.16")
        case 1: self.init(compiled: generator.pick("6.2.5", "6.2.6", "6.2.7", "6.2.11", "6.2.14"), .v6_2, &generator)
        default: self.init(compiled: generator.pick("7.0.4", "7.0.8", "7.0.11", "7.0.12", "7.0.15"), .v7_0, &generator)
        }
    }

    /// As Debian 11 ships it: one build for everyone.
    private init(packaged version: String) {
        release = .v6_0
        self.version = version
        buildID = "6d95e1af3a2c082a"
        compiler = "10.2.1"
        allocator = "jemalloc-5.2.1"
        executable = "/usr/bin/redis-server"
        configurationFile = "/etc/redis/redis.conf"
        settings = [
            "always-show-logo": "yes", "bind": "0.0.0.0", "daemonize": "yes", "dir": "/var/lib/redis",
            "logfile": "/var/log/redis/redis-server.log", "pidfile": "/run/redis/redis-server.pid",
            "protected-mode": "no", "supervised": "systemd",
        ]
    }

    /// As `make install` and the script beside it leave it: the build's identity is the machine's own.
    private init(compiled version: String, _ release: RedisRelease, _ generator: inout SeededGenerator) {
        self.release = release
        self.version = version
        buildID = generator.hexadecimal(digits: 16)
        compiler = "10.2.1"
        allocator = release >= .v7_0 ? "jemalloc-5.2.1" : "jemalloc-5.1.0"
        executable = "/usr/local/bin/redis-server"
        configurationFile = "/etc/redis/6379.conf"
        var settings = [
            "bind": "0.0.0.0", "daemonize": "yes", "dir": "/var/lib/redis/6379", "logfile": "/var/log/redis_6379.log",
            "pidfile": "/var/run/redis_6379.pid", "protected-mode": "no",
        ]
        if release >= .v7_0 {
            // Without these the release would refuse what its predecessors allow every client.
            settings["enable-protected-configs"] = "yes"
            settings["enable-module-command"] = "yes"
        }
        self.settings = settings
    }
}
