struct SeqCommand: ShellCommand {
    static let names: [ByteString] = ["seq"]
    static let usage: ByteString = "seq [-w] [-s SEP] [FIRST [INC]] LAST"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var separator: ByteString = "\n"
        var operands = words.dropFirst()
        // Negative numbers look like options, so these are taken by hand.
        if operands.first == "-s" {
            separator = operands.dropFirst().first ?? "\n"
            operands = operands.dropFirst(2)
        }
        if operands.first == "-w" { operands.removeFirst() }
        let numbers = operands.compactMap(\.decimal)
        guard numbers.count == operands.count, (1...3).contains(numbers.count), let last = numbers.last else {
            return showUsage(in: &shell)
        }
        let step = numbers.count == 3 ? numbers[1] : 1
        var value = numbers.count == 1 ? 1 : numbers[0]
        guard step != 0 else { return .endless }
        var isFirst = true
        while step > 0 ? value <= last : value >= last {
            guard shell.print((isFirst ? "" : separator) + "\(value)") else { return .failure }
            isFirst = false
            let (next, overflow) = value.addingReportingOverflow(step)
            if overflow { break }
            value = next
        }
        if !isFirst { shell.print("\n") }
        return .success
    }
}
