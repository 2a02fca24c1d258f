struct BashSetCommand: ShellCommand {
    static let names: [ByteString] = ["set"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        guard words.count > 1 else {
            for (name, variable) in shell.scope.variables.sorted(by: { $0.key < $1.key }) {
                let value = isBash ? variable.value.quotedForSet : variable.value.quotedForShell
                guard shell.print("\(name)=\(value)\n") else { break }
            }
            return .success
        }
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "+") {
            rest.removeFirst()
            if word == "--" {
                shell.scope.parameters = Array(rest)
                return .success
            }
            let isOn = word[0] == UInt8(ascii: "-")
            for letter in word.dropFirst() {
                if letter == UInt8(ascii: "o") {
                    guard let name = rest.popFirst() else { return list(&shell) }
                    guard SetOptions.isKnown(name), isBash || name != "pipefail" else {
                        if isBash { return shell.complain(builtin: "set", "\(name): invalid option name", status: 1) }
                        _ = shell.complain(builtin: "set", "Illegal option -o \(name)")
                        return .leaving(2)
                    }
                    if name == "pipefail" { shell.scope.bash.pipeFails = isOn }
                    if let letter = SetOptions.letter(of: name) { change(letter, isOn, &shell) }
                } else if SetOptions.all.contains(where: { $0.letter == letter }) {
                    change(letter, isOn, &shell)
                } else {
                    let option = ByteString([word[0], letter])
                    if !isBash {
                        _ = shell.complain(builtin: "set", "Illegal option \(option)")
                        return .leaving(2)
                    }
                    _ = shell.complain(builtin: "set", "\(option): invalid option")
                    shell.print("set: usage: set [-abefhkmnptuvxBCHP] [-o option-name] [--] [arg ...]\n", to: 2)
                    return .exit(2)
                }
            }
        }
        if !rest.isEmpty { shell.scope.parameters = Array(rest) }
        return .success
    }

    private static func change(_ letter: UInt8, _ isOn: Bool, _ shell: inout Shell) {
        if isOn { shell.scope.options.insert(letter) } else { shell.scope.options.remove(letter) }
    }

    private static func list(_ shell: inout Shell) -> CommandOutcome {
        for option in SetOptions.all {
            let isOn = shell.hasOption(option.name) || SetOptions.usual.contains(option.name)
            shell.print("\(option.name.padded(to: 15))\t\(isOn ? "on" : "off")\n")
        }
        return .success
    }
}

extension ByteString {
    /// As `set` of bash prints values: quoted only where it must be.
    fileprivate var quotedForSet: ByteString {
        if isEmpty { return "" }
        if contains(where: { $0 < 0x20 }) {
            var text: ByteString = "$'"
            for byte in self {
                switch byte {
                case 0x0a: text += "\\n"
                case 0x09: text += "\\t"
                case UInt8(ascii: "'"): text += "\\'"
                case UInt8(ascii: "\\"): text += "\\\\"
                default: text.append(byte)
                }
            }
            return text + "'"
        }
        return allSatisfy { $0.isName || "-+./:,=@%^".utf8.contains($0) } ? self : quotedForBash
    }
}
