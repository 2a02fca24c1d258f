/// `apt-get`, `apt`, `apt-cache`, `apt-mark`, `apt-key`: nothing is ever installed, and the mirrors do not answer.
struct AptCommand: ShellCommand {
    static let names: [ByteString] = ["apt-get", "apt", "apt-cache", "apt-mark", "apt-key"]

    private static let verbs: Set<ByteString> = [
        "update", "upgrade", "dist-upgrade", "full-upgrade", "install", "remove", "purge", "autoremove", "clean",
        "autoclean", "check", "download", "source", "build-dep", "list", "search", "show", "policy", "depends",
        "rdepends", "pkgnames", "stats", "hold", "unhold", "showhold", "auto", "manual", "showauto", "showmanual",
        "add", "adv", "del",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        guard let verb = operands.first else {
            shell.print("apt 2.2.4 (amd64)\nUsage: \(words[0]) [options] command\n")
            return .success
        }
        guard verbs.contains(verb) else { return shell.failPlainly("E: Invalid operation \(verb)", status: 100) }
        if words[0] == "apt" {
            shell.print("\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n", to: 2)
        }
        let packages = operands.dropFirst()
        switch verb {
        case "update":
            let hosts: [ByteString] = ["deb.debian.org", "security.debian.org"]
            for (number, host) in hosts.enumerated() {
                let suite: ByteString = number == 0 ? "bullseye" : "bullseye-security"
                shell.print(
                    "Err:\(number + 1) http://\(host)/debian \(suite) InRelease\n  Temporary failure resolving '\(host)'\n"
                )
            }
            _ = shell.pass(.seconds(4))
            shell.print("Reading package lists...\n")
            shell.print(
                "W: Some index files failed to download. They have been ignored, or old ones used instead.\n", to: 2)
        case "install", "remove", "purge", "upgrade", "dist-upgrade", "full-upgrade", "autoremove", "build-dep":
            shell.print("Reading package lists...\nBuilding dependency tree...\nReading state information...\n")
            for name in packages where !isInstalled(name, shell) {
                return shell.failPlainly("E: Unable to locate package \(name)", status: 100)
            }
            for name in packages where verb == "install" { shell.print("\(name) is already the newest version.\n") }
            shell.print("0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n")
        default: break
        }
        return .success
    }

    /// Whether a program of that name is there, which is what a visitor can tell.
    private static func isInstalled(_ name: ByteString, _ shell: Shell) -> Bool {
        let known: Set<ByteString> = [
            "coreutils", "openssh-server", "ca-certificates", "procps", "net-tools", "iproute2",
        ]
        return known.contains(name) || shell.programPath(name) != nil
    }
}
