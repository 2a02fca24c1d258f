struct GNURmdirCommand: ShellCommand {
    static let names: [ByteString] = ["rmdir"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [
            .init("ignore-fail-on-non-empty", "i"), .init("parents", "p"), .init("verbose", "v"),
        ]
        guard case .options(let options) = GNUOptions.read(words, "pv", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard !options.operands.isEmpty else { return shell.refuse("rmdir", "missing operand") }
        var status: UInt8 = 0
        for operand in options.operands {
            var paths = [operand]
            if options.has("p") {
                var rest = ByteString(operand)
                while let slash = rest.lastIndex(of: UInt8(ascii: "/")), slash > 0 {
                    rest = ByteString(rest[..<slash])
                    paths.append(rest)
                }
            }
            for path in paths {
                if options.has("v") { shell.print("rmdir: removing directory, '\(path)'\n") }
                do throws(FileError) {
                    let place = try shell.place(path, follow: false)
                    guard let id = place.id else { throw .noEntry }
                    guard shell.files[id].isDirectory else { throw .notDirectory }
                    try shell.files.remove(place)
                } catch {
                    if error == .notEmpty, options.has("i") { continue }
                    status = 1
                    shell.print(
                        "rmdir: failed to remove \(path == operand ? "" : "directory ")'\(path)': \(error.message)\n",
                        to: 2)
                    break
                }
            }
        }
        return .exit(status)
    }
}
