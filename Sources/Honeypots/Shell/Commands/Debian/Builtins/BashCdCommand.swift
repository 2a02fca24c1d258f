/// `cd`.
struct BashCdCommand: ShellCommand {
    static let names: [ByteString] = ["cd", "chdir"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        var operands = words.dropFirst()
        while let word = operands.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            if word == "--" {
                operands.removeFirst()
                break
            }
            guard word.dropFirst().allSatisfy({ "LPe@".utf8.contains($0) }) else {
                let letter = word.dropFirst().first { !"LPe@".utf8.contains($0) } ?? 0x2d
                if !isBash { return shell.complain(builtin: "cd", "Illegal option -\(ByteString([letter]))") }
                _ = shell.complain(builtin: "cd", "-\(ByteString([letter])): invalid option")
                shell.print("cd: usage: cd [-L|[-P [-e]] [-@]] [dir]\n", to: 2)
                return .exit(2)
            }
            operands.removeFirst()
        }
        if isBash, operands.count > 1 { return shell.complain(builtin: "cd", "too many arguments", status: 1) }
        guard var target = operands.first ?? shell.scope["HOME"] else {
            return shell.complain(builtin: "cd", "HOME not set", status: 1)
        }
        let isBack = target == "-"
        if isBack {
            guard let previous = shell.scope["OLDPWD"] else {
                return shell.complain(builtin: "cd", "OLDPWD not set", status: isBash ? 1 : 2)
            }
            target = previous
        }
        if target.isEmpty { return .success }
        return shell.changeDirectory(to: target, of: "cd", showsPath: isBack)
    }
}

extension Shell {
    /// Goes to a directory, as `cd` and `pushd` do.
    mutating func changeDirectory(to target: ByteString, of name: ByteString, showsPath: Bool) -> CommandOutcome {
        let path = FileSystem.normalised(target, from: scope.directory)
        do throws(FileError) {
            let id = try files.find(path, from: "/")
            guard files[id].isDirectory else { throw .notDirectory }
            try files.check(.execute, id)
        } catch {
            return scope.dialect == .dash
                ? complain(builtin: name, "can't cd to \(target)", status: 2)
                : complain(builtin: name, "\(target): \(error.message)", status: 1)
        }
        _ = scope.set("OLDPWD", scope.directory, export: scope.dialect == .bash)
        scope.directory = path
        _ = scope.set("PWD", path)
        if showsPath { print(path + "\n") }
        return .success
    }
}
