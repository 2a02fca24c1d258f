/// The inputs of a command that reads files or standard input.
enum CommandInputs: Sendable {
    /// What could be read; the status is 1 when something could not.
    case files([(name: ByteString, bytes: [UInt8])], status: UInt8)
    /// It cannot be read now, or never ends: this is what becomes of the command.
    case outcome(CommandOutcome)
}

extension Shell {
    /// Reads every operand; `-` and no operand at all mean standard input. What cannot be read is complained about, in
    /// one of BusyBox's two ways.
    mutating func inputs(
        _ operands: [ByteString], of program: ByteString, opening: Bool = true
    ) -> CommandInputs {
        var files: [(name: ByteString, bytes: [UInt8])] = []
        var status: UInt8 = 0
        for operand in operands.isEmpty ? ["-"] : operands {
            let result: ReadResult
            if operand == "-" {
                result = readInput()
            } else {
                do {
                    result = try read(path: operand)
                } catch {
                    switch error {
                    case _ where scope.dialect.isDebian:
                        print("\(program): \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                    case .isDirectory: print("\(program): read error: Is a directory\n", to: 2)
                    default:
                        print("\(program): \(opening ? "can't open '\(operand)'" : operand): \(error.message)\n", to: 2)
                    }
                    status = 1
                    continue
                }
            }
            switch result {
            case .bytes(let bytes): files.append((operand, bytes))
            case .terminal: return .outcome(.collectingInput)
            case .endless: return .outcome(.endless)
            }
        }
        return .files(files, status: status)
    }

    /// Where a path leads, or a message of the program's.
    mutating func place(_ path: ByteString, follow: Bool = true) throws(FileError) -> FilePlace {
        try files.place(of: path, from: scope.directory, follow: follow)
    }

    /// "program: message" as an error, and the status of a failure.
    mutating func fail(_ program: ByteString, _ message: ByteString, status: UInt8 = 1) -> CommandOutcome {
        print("\(program): \(message)\n", to: 2)
        return .exit(status)
    }

    /// Whether a descriptor is the visitor's terminal: some programs look different there.
    func isTerminal(_ descriptor: Int) -> Bool {
        descriptors.indices.contains(descriptor) && descriptors[descriptor] == .terminal
    }
}
