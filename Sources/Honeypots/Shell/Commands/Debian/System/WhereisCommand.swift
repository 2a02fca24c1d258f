/// `whereis` of util-linux: programs, their settings and their manual pages, by name.
struct WhereisCommand: ShellCommand {
    static let names: [ByteString] = ["whereis"]

    private static let folders: [ByteString] = [
        "/usr/bin", "/usr/sbin", "/usr/lib", "/bin", "/sbin", "/etc", "/usr/local/bin", "/usr/local/sbin",
        "/usr/local/lib", "/usr/games", "/usr/include", "/usr/share",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let options = Set(words.dropFirst().filter { $0.first == UInt8(ascii: "-") })
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        guard !operands.isEmpty else {
            shell.print("whereis: not enough arguments\nTry 'whereis --help' for more information.\n", to: 2)
            return .failure
        }
        let programs = options.isEmpty || options.contains("-b")
        let manuals = options.isEmpty || options.contains("-m")
        for name in operands {
            guard shell.charge(2000) else { return .endless }
            var found: [ByteString] = []
            var seen: Set<Int> = []
            for folder in programs ? folders : [] {
                guard let place = try? shell.place(folder), let id = place.id, seen.insert(id).inserted else {
                    continue
                }
                for entry in shell.files.entries(of: id).keys.sorted()
                where entry == name || entry.hasPrefix(name + ".") {
                    found.append(place.path.appending(entry))
                }
            }
            for section in manuals ? ["1", "5", "7", "8"] as [ByteString] : [] {
                let path: ByteString = "/usr/share/man/man\(section)/\(name).\(section).gz"
                if (try? shell.files.find(path, from: "/")) != nil { found.append(path) }
            }
            shell.print("\(name):\(found.map { " " + $0 }.joined(by: ""))\n")
        }
        return .success
    }
}
