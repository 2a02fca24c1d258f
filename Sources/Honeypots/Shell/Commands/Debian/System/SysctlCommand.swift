/// `sysctl` of procps: the files below /proc/sys, and what was set that has none.
struct SysctlCommand: ShellCommand {
    static let names: [ByteString] = ["sysctl"]

    private static let long: [GNUOptions.Long] = [
        .init("all", "a"), .init("values", "n"), .init("names", "N"), .init("write", "w"), .init("ignore", "e"),
        .init("quiet", "q"), .init("load", "p", .optional), .init("system", "s"), .init("pattern", "r", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(
            hint: "\nUsage:\n %0 [options] [variable[=value] ...]\n", version: "from procps-ng 3.3.17")
        guard case .options(let options) = GNUOptions.read(words, "aAXbdefnNpqr:wox", long, manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if options.has("p", "s") || options.has("a", "A", "X") {
            return options.has("p", "s") ? .success : all(options, &shell)
        }
        guard !options.operands.isEmpty else {
            shell.print("\nUsage:\n sysctl [options] [variable[=value] ...]\n", to: 2)
            return .failure
        }
        var status: UInt8 = 0
        for operand in options.operands {
            let name = ByteString(operand.prefix { $0 != UInt8(ascii: "=") })
            let value = name.count < operand.count ? ByteString(operand.dropFirst(name.count + 1)) : nil
            let path = "/proc/sys/" + ByteString(name.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 })
            guard case .bytes(let bytes)? = try? shell.read(path: path) else {
                if !options.has("e") {
                    shell.print("sysctl: cannot stat \(path): No such file or directory\n", to: 2)
                    status = 255
                }
                continue
            }
            var text = ByteString(bytes)
            if let value {
                guard shell.account.isRoot else {
                    shell.print("sysctl: permission denied on key '\(name)'\n", to: 2)
                    status = 255
                    continue
                }
                try? shell.store((value + "\n").bytes, at: path)
                text = value
                if options.has("q") { continue }
            }
            tell(name, text, options, &shell)
        }
        return .exit(status)
    }

    private static func tell(_ name: ByteString, _ text: ByteString, _ options: GNUOptions, _ shell: inout Shell) {
        let lines = text.lines.map { ByteString($0) }
        for line in lines.isEmpty ? [""] : lines {
            shell.print(options.has("n") ? line + "\n" : options.has("N") ? name + "\n" : "\(name) = \(line)\n")
        }
    }

    private static func all(_ options: GNUOptions, _ shell: inout Shell) -> CommandOutcome {
        guard let root = try? shell.files.find("/proc/sys", from: "/") else {
            return .success
        }
        var pending: [(name: ByteString, id: Int)] = [("", root)]
        while let (name, id) = pending.popLast() {
            guard shell.charge(60) else { return .endless }
            switch shell.files[id].kind {
            case .directory(let entries):
                pending += entries.sorted { $0.key > $1.key }.map {
                    (name.isEmpty ? $0.key : name + "." + $0.key, $0.value)
                }
            case .file:
                if shell.files.may(.read, id) {
                    tell(name, ByteString(shell.contents(of: id, range: 0..<4096)), options, &shell)
                }
            case .link, .device, .pipe, .socket: continue
            }
        }
        return .success
    }
}
