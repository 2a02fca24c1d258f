struct UmountCommand: ShellCommand {
    static let names: [ByteString] = ["umount"]
    static let usage: ByteString = "umount [OPTIONS] FILESYSTEM/DIRECTORY"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "rlfadnt:", in: &shell) else { return .failure }
        var status: UInt8 = 0
        for operand in options.operands {
            let path = FileSystem.normalised(operand, from: shell.scope.directory)
            guard let index = shell.files.mounts.lastIndex(where: { $0.path == path || $0.source == operand }) else {
                shell.print("umount: can't umount \(operand): Invalid argument\n", to: 2)
                status = 1
                continue
            }
            if shell.files.mounts[index].path == "/" || !options.has("l") && shell.scope.directory.hasPrefix(path) {
                shell.print("umount: can't umount \(operand): Device or resource busy\n", to: 2)
                status = 1
            } else {
                shell.files.mounts.remove(at: index)
            }
        }
        return .exit(status)
    }
}
