/// `printenv`: what programs are told, or the values of these names.
struct PrintenvCommand: ShellCommand {
    static let names: [ByteString] = ["printenv"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else {
            for line in shell.scope.environment { shell.print(line + "\n") }
            return .success
        }
        var isComplete = true
        for name in words.dropFirst() {
            guard let variable = shell.scope.variables[name], variable.isExported else {
                isComplete = false
                continue
            }
            shell.print(variable.value + "\n")
        }
        return isComplete ? .success : .failure
    }
}
