struct RmdirCommand: ShellCommand {
    static let names: [ByteString] = ["rmdir"]
    static let usage: ByteString = "rmdir [OPTIONS] DIRECTORY..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "p", in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        var status: UInt8 = 0
        for operand in options.operands {
            do throws(FileError) {
                let place = try shell.place(operand, follow: false)
                guard let id = place.id else { throw .noEntry }
                guard shell.files[id].isDirectory else { throw .notDirectory }
                try shell.files.remove(place)
            } catch {
                status = 1
                shell.print("rmdir: '\(operand)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
