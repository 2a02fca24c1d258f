/// `pushd`, `popd`, `dirs`.
struct BashDirectoryStackCommand: ShellCommand {
    static let names: [ByteString] = ["pushd", "popd", "dirs"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operand = words.dropFirst().first { $0.first != UInt8(ascii: "-") }
        switch words[0] {
        case "pushd":
            let before = shell.scope.directory
            guard shell.scope.bash.directories.count < BashState.most else { return .failure }
            let target: ByteString
            if let operand {
                target = operand
            } else {
                guard let last = shell.scope.bash.directories.popLast() else {
                    return shell.complain(builtin: "pushd", "no other directory", status: 1)
                }
                target = last
            }
            guard case .exit(0) = shell.changeDirectory(to: target, of: "pushd", showsPath: false) else {
                return .failure
            }
            shell.scope.bash.directories.append(before)
        case "popd":
            guard let last = shell.scope.bash.directories.popLast() else {
                return shell.complain(builtin: "popd", "directory stack empty", status: 1)
            }
            guard case .exit(0) = shell.changeDirectory(to: last, of: "popd", showsPath: false) else { return .failure }
        default:
            if words.contains("-c") {
                shell.scope.bash.directories = []
                return .success
            }
        }
        let all = [shell.scope.directory] + shell.scope.bash.directories.reversed()
        shell.print(all.map { shell.withTilde($0) }.joined(by: " ") + "\n")
        return .success
    }
}

extension Shell {
    /// A path with the home folder short.
    func withTilde(_ path: ByteString) -> ByteString {
        guard let home = scope["HOME"], home.count > 1, path.hasPrefix(home) else { return path }
        let rest = path.dropFirst(home.count)
        return rest.isEmpty || rest.first == UInt8(ascii: "/") ? "~" + ByteString(rest) : path
    }
}
