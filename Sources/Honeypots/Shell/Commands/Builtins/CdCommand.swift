struct CdCommand: ShellCommand {
    static let names: [ByteString] = ["cd", "chdir"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().drop { $0 == "-L" || $0 == "-P" || $0 == "--" }
        var target = operands.first ?? shell.scope["HOME"] ?? "/"
        let isBack = target == "-"
        if isBack {
            guard let previous = shell.scope["OLDPWD"] else {
                return shell.complain(builtin: words[0], "OLDPWD not set")
            }
            target = previous
        }
        if target.isEmpty { return .success }
        let path = FileSystem.normalised(target, from: shell.scope.directory)
        do throws(FileError) {
            let id = try shell.files.find(path, from: "/")
            guard shell.files[id].isDirectory else { throw .notDirectory }
        } catch {
            let reason = error.message
            return shell.complain(
                builtin: words[0], "can't cd to \(target)\(shell.namesReasons ? ": \(reason)" : "")")
        }
        _ = shell.scope.set("OLDPWD", shell.scope.directory, export: true)
        shell.scope.directory = path
        _ = shell.scope.set("PWD", path, export: true)
        if isBack { shell.print(path + "\n") }
        return .success
    }
}

extension Shell {
    /// BusyBox says since 1.27 why `cd` failed.
    fileprivate var namesReasons: Bool { device.firmware.busyboxVersion >= "1.27" }
}
