struct HelpCommand: ShellCommand {
    static let names: [ByteString] = ["help"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var text: ByteString = "\nBuilt-in commands:\n-------------------\n"
        // Filled lines of at most 60 columns behind a tab, as ash writes them.
        var column = 0
        for name in CommandRegistry.builtins.keys.sorted() {
            text += column == 0 ? "\t" : " "
            text += name
            column += name.count + 1
            if column > 60 {
                text += "\n"
                column = 0
            }
        }
        shell.print(text + (column == 0 ? "\n" : "\n\n"))
        return .success
    }
}
