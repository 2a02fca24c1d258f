struct RmCommand: ShellCommand {
    static let names: [ByteString] = ["rm", "unlink"]
    static let usage: ByteString = "rm [-irf] FILE..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "irRfv", in: &shell) else { return .failure }
        let isForced = options.has("f")
        guard !options.operands.isEmpty else { return isForced ? .success : showUsage(in: &shell) }
        let isRecursive = options.has("r") || options.has("R")
        var status: UInt8 = 0
        for operand in options.operands {
            let name = operand.lastPathComponent
            if name == "." || name == ".." {
                shell.print("rm: can't remove '.' or '..'\n", to: 2)
                status = 1
                continue
            }
            if !remove(operand, recursively: isRecursive, isForced: isForced, &shell) { status = 1 }
            if shell.budget.isSpent { break }
        }
        return .exit(status)
    }

    /// False when something is left, and that was said.
    private static func remove(_ path: ByteString, recursively: Bool, isForced: Bool, _ shell: inout Shell) -> Bool {
        guard shell.charge(64) else { return false }
        do throws(FileError) {
            let place = try shell.place(path, follow: false)
            guard let id = place.id else { throw .noEntry }
            if shell.files[id].isDirectory {
                guard recursively else {
                    shell.print("rm: '\(path)' is a directory\n", to: 2)
                    return false
                }
                var isEmpty = true
                for name in shell.files.entries(of: id).keys.sorted() where !shell.budget.isSpent {
                    if !remove(path.appending(name), recursively: true, isForced: isForced, &shell) { isEmpty = false }
                }
                guard isEmpty else { return false }
            } else {
                shell.recordFiles(under: place.path, id)
            }
            try shell.files.remove(try shell.place(path, follow: false))
            return true
        } catch {

            if error == .noEntry || error == .notDirectory, isForced { return true }
            shell.print("rm: can't remove '\(path)': \(error.message)\n", to: 2)
            return false
        }
    }
}
