/// Programs that are there and of which only the usual answers matter.
struct AnswerCommand: ShellCommand {
    static let names: [ByteString] = []
    static let place = CommandPlace.program(folder: "/usr/bin")

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let name = words[0].lastPathComponent
        guard let answers = answers[name] else { return .success }
        let rest = words.dropFirst()
        for answer in answers where answer.fits(rest) {
            if let text = answer.output { shell.print(answer.filled(text, name, rest)) }
            if let text = answer.error { shell.print(answer.filled(text, name, rest), to: 2) }
            return .exit(answer.status)
        }
        return .success
    }

    static let answers: [ByteString: [ProgramAnswer]] = Dictionary(
        (ProgramAnswer.all + ProgramAnswer.bare + ProgramAnswer.quiet.map { ProgramAnswer($0) }).map {
            ($0.name, [$0])
        }, uniquingKeysWith: +
    )
}
