/// `getent` and `getconf`.
struct DatabaseCommand: ShellCommand {
    static let names: [ByteString] = ["getent", "getconf"]

    private static let values: [ByteString: ByteString] = [
        "PAGE_SIZE": "4096", "PAGESIZE": "4096", "LONG_BIT": "64", "CLK_TCK": "100", "ARG_MAX": "2097152",
        "OPEN_MAX": "1024", "NAME_MAX": "255", "PATH_MAX": "4096", "GNU_LIBC_VERSION": "glibc 2.31",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words[0] == "getconf" {
            guard let name = words.dropFirst().first else {
                return shell.failPlainly("Usage: getconf [-v specification] variable_name [pathname]", status: 2)
            }
            if name.hasSuffix("NPROCESSORS_ONLN") || name.hasSuffix("NPROCESSORS_CONF") {
                shell.print("\(shell.machine.cores)\n")
                return .success
            }
            guard let value = values[name] else {
                return shell.fail("getconf", "Unrecognized variable `\(name)'", status: 2)
            }
            shell.print(value + "\n")
            return .success
        }
        guard words.count > 1 else {
            shell.print("getent: wrong number of arguments\n", to: 2)
            shell.print("Try `getent --help' or `getent --usage' for more information.\n")
            return .failure
        }
        let keys = words.dropFirst(2)
        switch words[1] {
        case "passwd", "group", "shadow":
            var status: UInt8 = 0
            let records = shell.records(of: "/etc/" + words[1])
            if keys.isEmpty { for record in records { shell.print(record.joined(by: ":") + "\n") } }
            for key in keys {
                if let record = records.first(where: { $0.first == key || $0.count > 2 && $0[2] == key }) {
                    shell.print(record.joined(by: ":") + "\n")
                } else {
                    status = 2
                }
            }
            return .exit(status)
        case "hosts", "ahosts":
            for key in keys {
                guard let address = shell.resolve(key) else { return .exit(2) }
                if key == "localhost" {
                    shell.print("::1             localhost ip6-localhost ip6-loopback\n")
                } else {
                    shell.print("\(address.padded(to: 15)) \(key)\n")
                }
            }
            return .success
        case "services", "protocols", "networks", "ethers", "netgroup", "rpc", "aliases", "gshadow", "initgroups":
            return .exit(keys.isEmpty ? 0 : 2)
        default:
            return shell.failPlainly(
                "Unknown database: \(words[1])\nTry `getent --help' or `getent --usage' for more information.")
        }
    }
}
