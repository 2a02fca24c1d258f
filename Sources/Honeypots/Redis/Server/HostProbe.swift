/// What the server's host prints for the commands by which intruders see whether they can run any. Other commands print
/// nothing, as most of what is run blindly does.
struct HostProbe: Sendable {
    let persona: Persona

    func output(of command: [UInt8]) -> [UInt8] {
        let words = command.split { RedisText.isBlank($0) || $0 == UInt8(ascii: ";") }
            .map { String(decoding: $0.prefix(64), as: UTF8.self) }
        let system = persona.host.system
        let line: String
        switch (words.first, words.dropFirst().first) {
        case ("id", nil): line = "uid=0(root) gid=0(root) groups=0(root)"
        case ("whoami", nil): line = "root"
        case ("pwd", nil): line = "/var/lib/redis"
        case ("hostname", nil): line = persona.hostname
        case ("uname", nil): line = "Linux"
        case ("uname", "-r"): line = system.kernelRelease
        case ("uname", "-m"): line = "x86_64"
        case ("uname", "-a"):
            line = "Linux \(persona.hostname) \(system.kernelRelease) \(system.kernelVersion) x86_64 GNU/Linux"
        case ("echo", _): line = words.dropFirst().joined(separator: " ")
        default: return []
        }
        return Array((line + "\n").utf8)
    }
}
