/// `umount` of util-linux.
struct LinuxUmountCommand: ShellCommand {
    static let names: [ByteString] = ["umount"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(
            version: "from util-linux 2.36.1 (libmount 2.36.1: selinux, smack, btrfs, namespaces, assert, debug)")
        let long: [GNUOptions.Long] = [
            .init("lazy", "l"), .init("force", "f"), .init("all", "a"), .init("recursive", "R"),
        ]
        guard case .options(let options) = GNUOptions.read(words, "aAcdfiN:lnO:qRrt:v", long, manners, in: &shell)
        else {
            return .exit(shell.usageStatus)
        }
        if options.has("a") { return .success }
        guard !options.operands.isEmpty else { return shell.refuse("umount", "bad usage") }
        var status: UInt8 = 0
        for operand in options.operands {
            let path = FileSystem.normalised(operand, from: shell.scope.directory)
            let reason: ByteString
            if let index = shell.files.mounts.lastIndex(where: { $0.path == path || $0.source == operand }) {
                let isBusy = path == "/" || !options.has("l") && shell.scope.directory.hasPrefix(path)
                if shell.account.isRoot, !isBusy {
                    shell.files.mounts.remove(at: index)
                    continue
                }
                reason = shell.account.isRoot ? "target is busy." : "must be superuser to unmount."
            } else {
                reason =
                    (try? shell.files.find(operand, from: shell.scope.directory)) == nil
                    ? "no mount point specified." : "not mounted."
            }
            shell.print("umount: \(operand): \(reason)\n", to: 2)
            status = 32
        }
        return .exit(status)
    }
}
