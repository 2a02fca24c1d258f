/// The Redis server of a persona, as every visitor finds it.
struct RedisScene: PersonaScene {
    let build: RedisBuild
    /// 40 hexadecimal digits, drawn anew by the real server at every start.
    let runID: String
    let replicationID: String
    let processID: Int
    let starts: BootHistory
    /// `os` of INFO: name, release and machine of `uname`.
    let system: String
    let memoryBytes: Int
    /// The folders a dump may be written to.
    let directories: Set<String>
    /// The password to be given first; nil on most servers that are found open.
    let password: String?
    /// What database 0 holds.
    let database: RedisDatabase
    /// Of the keys in it, those that expire, and after how many seconds at most.
    let volatileKeys: [(key: [UInt8], seconds: Int)]
    /// How busy the server is: clients served in an hour.
    let hourlyConnections: Int

    init(persona: Persona) {
        var generator = persona.generator(for: "redis")
        build = RedisBuild(&generator)
        runID = generator.hexadecimal(digits: 40)
        replicationID = generator.hexadecimal(digits: 40)
        processID = generator.number(in: 480...31_000)
        starts = BootHistory(days: 20...140, &generator)
        system = "Linux \(persona.host.system.kernelRelease) x86_64"
        memoryBytes = persona.host.memoryMiB * 1024 * 1024
        // A server that wants a password learns guesses, an open one learns what comes after: most are open.
        password = generator.chance(percent: 10) ? generator.hexadecimal(digits: 12) : nil
        hourlyConnections = generator.number(in: 12...400)
        directories = Self.directories(of: persona).union([build.settings["dir"] ?? "/"])
        let keyspace = RedisSampleData(persona)
        database = keyspace.database
        volatileKeys = keyspace.volatileKeys
    }

    /// Folders of a Debian server that a process of root can write to, with the homes of its users.
    private static func directories(of persona: Persona) -> Set<String> {
        let common = [
            "/", "/bin", "/boot", "/dev", "/dev/shm", "/etc", "/etc/apache2", "/etc/cron.d", "/etc/cron.daily",
            "/etc/cron.hourly", "/etc/cron.monthly", "/etc/cron.weekly", "/etc/init.d", "/etc/nginx", "/etc/profile.d",
            "/etc/redis", "/etc/ssh", "/etc/systemd/system", "/home", "/lib", "/media", "/mnt", "/opt", "/proc",
            "/root",
            "/root/.ssh", "/run", "/sbin", "/srv", "/tmp", "/usr", "/usr/bin", "/usr/lib", "/usr/local",
            "/usr/local/bin", "/usr/local/lib", "/usr/sbin", "/usr/share", "/usr/share/nginx", "/usr/share/nginx/html",
            "/var", "/var/backups", "/var/cache", "/var/lib", "/var/lib/redis", "/var/log", "/var/mail", "/var/run",
            "/var/spool", "/var/spool/cron", "/var/spool/cron/crontabs", "/var/tmp", "/var/www", "/var/www/html",
        ]
        let homes = persona.host.users.flatMap { ["/home/\($0.name)", "/home/\($0.name)/.ssh"] }
        return Set(common + homes)
    }

    func configuration() -> RedisConfiguration {
        var settings = build.settings
        if let password { settings["requirepass"] = password }
        return RedisConfiguration(release: build.release, settings: settings, directories: directories)
    }

    /// Whether the key held this text before any visitor came.
    func holds(_ text: [UInt8], at key: [UInt8], in index: Int) -> Bool {
        guard index == 0, case .string(let held)? = database.value(key), held == text else { return false }
        return true
    }
}
