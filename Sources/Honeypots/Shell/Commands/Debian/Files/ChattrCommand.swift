/// `chattr` and `lsattr`: the attributes are taken, and make no difference.
struct ChattrCommand: ShellCommand {
    static let names: [ByteString] = ["chattr", "lsattr"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isList = words[0] == "lsattr"
        let operands = words.dropFirst().filter { word in
            guard let first = word.first else { return true }
            return first != UInt8(ascii: "-") && (isList || first != UInt8(ascii: "+") && first != UInt8(ascii: "="))
        }
        if !isList, words.count < 3 {
            return shell.failPlainly("Usage: chattr [-pRVf] [-+=aAcCdDeijPsStTuFx] [-v version] files...")
        }
        var status: UInt8 = 0
        for operand in operands.isEmpty && isList ? ["."] : operands {
            guard let id = try? shell.files.find(operand, from: shell.scope.directory, follow: false) else {
                status = 1
                shell.print("\(words[0]): No such file or directory while trying to stat \(operand)\n", to: 2)
                continue
            }
            guard isList else { continue }
            let names: [ByteString] =
                shell.files[id].isDirectory && !words.contains("-d")
                ? shell.files.entries(of: id).keys.filter { $0.first != UInt8(ascii: ".") }.sorted().map {
                    operand.appending($0)
                }
                : [operand]
            for name in names { guard shell.print("--------------e------- \(name)\n") else { return .failure } }
        }
        return .exit(status)
    }
}
