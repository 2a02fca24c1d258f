/// A shell whose visitor has no terminal: output stays as it is printed, and errors apart from it.
extension Shell {
    /// Leads standard output and standard error to the visitor's pipes.
    mutating func becomePiped() {
        isPiped = true
        guard let output = streams.open(.visitor(isError: false)), let error = streams.open(.visitor(isError: true))
        else { return }
        descriptors = [.terminal, .stream(output), .stream(error)]
    }

    mutating func printPlain(_ bytes: some Collection<UInt8>, isError: Bool) -> Bool {
        let granted = budget.takeOutput(bytes.count)
        if isError {
            errors.append((output.actions.count, Array(bytes.prefix(granted))))
        } else {
            output.send(bytes.prefix(granted))
        }
        return granted == bytes.count
    }

    /// The visitor's input has ended with `rest`: whoever reads it from here on reads that, and finds its end.
    mutating func endInput(_ rest: [UInt8]) {
        guard let stream = streams.open(.text(rest)) else { return }
        func ended(_ descriptors: [Descriptor]) -> [Descriptor] {
            descriptors.first == .terminal ? [.stream(stream)] + descriptors.dropFirst() : descriptors
        }
        descriptors = ended(descriptors)
        for index in frames.indices {
            switch frames[index] {
            case .descriptors(let saved, let closing):
                frames[index] = .descriptors(ended(saved), closing: closing)
            case .process(var process):
                process.descriptors = ended(process.descriptors)
                frames[index] = .process(process)
            default: break
            }
        }
    }
}
