struct MountCommand: ShellCommand {
    static let names: [ByteString] = ["mount"]
    static let usage: ByteString = "mount [OPTIONS] [-o OPTS] DEVICE NODE"

    /// File systems a visitor can mount on top of the device's own.
    private static let mostMounts = 40

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "arwt:o:fnvsiBOT", in: &shell) else { return .failure }
        let flags = options.all("o").flatMap { $0.split(separator: UInt8(ascii: ",")).map { ByteString($0) } }
        if options.has("a") { return .success }
        guard let first = options.operands.first else {
            for mount in shell.files.mounts {
                shell.print("\(mount.source) on \(mount.path) type \(mount.type) (\(mount.options))\n")
            }
            return .success
        }
        let target = options.operands.count > 1 ? options.operands[1] : first
        let path = FileSystem.normalised(target, from: shell.scope.directory)
        let isWritable = !(flags.contains("ro") || options.has("r"))
        if flags.contains("remount") {
            guard let index = shell.files.mounts.lastIndex(where: { $0.path == path || $0.source == first }) else {
                return shell.fail(words[0], "can't find \(target) in /proc/mounts")
            }
            // A compressed image has no room to write into.
            guard shell.files.mounts[index].type != "squashfs" || !isWritable else {
                return shell.fail(
                    words[0], "mounting \(shell.files.mounts[index].source) on \(path) failed: Invalid argument",
                    status: 255)
            }
            shell.files.mounts[index].setWritable(isWritable)
            return .success
        }
        let type = options.argument("t") ?? (flags.contains("bind") || flags.contains("loop") ? "none" : "auto")
        guard shell.isDirectory(target),
            type == "tmpfs" || type == "ramfs" || flags.contains("bind") || type == "proc" || type == "sysfs"
        else {
            return shell.fail(
                words[0],
                "mounting \(first) on \(target) failed: \(shell.isDirectory(target) ? "Invalid argument" : "No such file or directory")",
                status: 255)
        }
        guard shell.files.mounts.count < mostMounts else {
            return shell.fail(words[0], "mounting \(first) on \(target) failed: No space left on device", status: 255)
        }
        shell.files.mounts.append(
            FileMount(
                path: path, source: first, type: type == "none" ? "tmpfs" : type,
                options: isWritable ? "rw,relatime" : "ro,relatime"))
        return .success
    }
}
