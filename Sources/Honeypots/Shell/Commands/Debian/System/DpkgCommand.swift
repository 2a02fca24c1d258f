/// `dpkg -l`, `dpkg -s` and `dpkg-query -W`, from what /var/lib/dpkg/status holds.
struct DpkgCommand: ShellCommand {
    static let names: [ByteString] = ["dpkg", "dpkg-query"]

    /// Bytes of the status file that are read.
    private static let mostBytes = 1 << 20

    private struct Package {
        var name: ByteString
        var version: ByteString
        var architecture: ByteString
        var title: ByteString
        var record: ByteString
    }

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let patterns = words.dropFirst(2).filter { $0.first != UInt8(ascii: "-") }
        switch words.dropFirst().first {
        case "-l", "--list": return list(patterns, &shell)
        case "-s", "--status": return tell(patterns, &shell)
        case "-W", "--show", "--get-selections":
            let isSelection = words[1] == "--get-selections"
            for package in packages(shell) where patterns.isEmpty || patterns.contains(package.name) {
                let text =
                    isSelection ? package.name.padded(to: 47) + " install" : package.name + "\t" + package.version
                guard shell.print(text + "\n") else { break }
            }
            return .success
        default: return AnswerCommand.run(words, in: &shell)
        }
    }

    private static func list(_ patterns: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let all = packages(shell)
        guard shell.charge(all.count * 60) else { return .failure }
        let globs = patterns.map { GlobPattern($0) }
        let shown = all.filter { package in globs.isEmpty || globs.contains { $0.matches(package.name) } }
        guard !shown.isEmpty else {
            for pattern in patterns {
                shell.print("dpkg-query: no packages found matching \(pattern)\n", to: 2)
            }
            return .failure
        }
        func width(_ title: Int, _ field: (Package) -> ByteString) -> Int {
            shown.reduce(title) { max($0, field($1).count) }
        }
        let widths = (width(14, \.name), width(12, \.version), width(12, \.architecture))
        func rule(_ width: Int) -> ByteString { ByteString([UInt8](repeating: UInt8(ascii: "="), count: width)) }
        var text: ByteString =
            "Desired=Unknown/Install/Remove/Purge/Hold\n| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n"
        text += "||/ \(("Name" as ByteString).padded(to: widths.0)) \(("Version" as ByteString).padded(to: widths.1)) "
        text += "\(("Architecture" as ByteString).padded(to: widths.2)) Description\n"
        text += "+++-\(rule(widths.0))-\(rule(widths.1))-\(rule(widths.2))-\(rule(34))\n"
        shell.print(text)
        for package in shown {
            let row: ByteString =
                "ii  \(package.name.padded(to: widths.0)) \(package.version.padded(to: widths.1)) \(package.architecture.padded(to: widths.2)) \(package.title)\n"
            guard shell.print(row) else { break }
        }
        return .success
    }

    private static func tell(_ names: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let all = packages(shell)
        var status: UInt8 = 0
        for name in names {
            if let package = all.first(where: { $0.name == name }) {
                shell.print(package.record + "\n\n")
            } else {
                shell.print(
                    "dpkg-query: package '\(name)' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.\n",
                    to: 2)
                status = 1
            }
        }
        return .exit(status)
    }

    private static func packages(_ shell: Shell) -> [Package] {
        guard let id = try? shell.files.find("/var/lib/dpkg/status", from: "/") else { return [] }
        var all: [Package] = []
        var record: [ByteString] = []
        func field(_ name: ByteString) -> ByteString {
            record.first { $0.hasPrefix(name) }.map { ByteString($0.dropFirst(name.count)) } ?? ""
        }
        for line in shell.contents(of: id, range: 0..<mostBytes).lines + [[]] {
            guard line.isEmpty else {
                record.append(ByteString(line))
                continue
            }
            guard !record.isEmpty else { continue }
            all.append(
                Package(
                    name: field("Package: "), version: field("Version: "), architecture: field("Architecture: "),
                    title: field("Description: "), record: record.joined(by: "\n")))
            record = []
        }
        return all
    }
}
