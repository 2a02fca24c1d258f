struct BashUmaskCommand: ShellCommand {
    static let names: [ByteString] = ["umask"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let mask = shell.scope.mask
        guard let operand = words.dropFirst().first(where: { $0 != "-S" && $0 != "-p" }) else {
            if words.contains("-S") {
                let letters = [6, 3, 0].map { shift -> ByteString in
                    let bits = ~mask >> UInt16(shift) & 7
                    return (bits & 4 != 0 ? "r" : "") + (bits & 2 != 0 ? "w" : "") + (bits & 1 != 0 ? "x" : "")
                }
                shell.print("u=\(letters[0]),g=\(letters[1]),o=\(letters[2])\n")
            } else {
                let digits = String(mask, radix: 8)
                let head: ByteString = words.contains("-p") ? "umask " : ""
                shell.print("\(head)\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)\n")
            }
            return .success
        }
        if operand.first?.isDigit == true {
            guard let mask = UInt16(operand.text, radix: 8), mask <= 0o777 else {
                return shell.complain(builtin: "umask", "\(operand): octal number out of range", status: 1)
            }
            shell.scope.mask = mask
        } else {
            guard let change = FileModeChange(operand) else {
                return shell.complain(
                    builtin: "umask", "`\(operand.prefix(1))': invalid symbolic mode character", status: 1)
            }
            shell.scope.mask = ~change.applied(to: ~mask & 0o777, isDirectory: false, mask: 0) & 0o777
        }
        return .success
    }
}
