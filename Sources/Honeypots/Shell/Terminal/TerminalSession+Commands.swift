import ThreatModel

/// Lines that were entered: commands, and what they read.
extension TerminalSession {
    /// A line was entered at a prompt.
    mutating func enter(_ line: [UInt8]) {
        guard let line = expandHistory(line) else { return showPrompt() }
        pending += line + [0x0a]
        guard pending.count <= shell.visit.limits.pendingBytes else { return shell.finish() }
        if !isWorthParsing(line) { return showPrompt() }
        attempts += 1
        var parser = ShellParser(
            AliasExpansion.expand(pending, shell.scope.dialect == .bash ? shell.scope.bash.aliases : [:]),
            isInteractive: attempts < Self.mostAttempts, dialect: shell.scope.dialect)
        parser.hasChoices = shell.hasChoices
        var lists: [ShellList] = []
        do {
            while let list = try parser.next() { lists.append(list) }
        } catch {
            if case .incomplete(_, let until) = error, attempts < Self.mostAttempts {
                awaited = until
                return showPrompt()
            }
            let command = takePending()
            run(command) { shell in
                for list in lists.reversed() { shell.push(.list(list, next: 0)) }
                // The commands before the mistake are run, then it is told; a prompt later than ash does.
                shell.run()
                shell.complain(about: error, in: parser)
            }
            return
        }
        let command = takePending()
        guard !lists.isEmpty else { return showPrompt() }
        run(command) { shell in
            for list in lists.reversed() { shell.push(.list(list, next: 0)) }
        }
    }

    /// What bash reads instead of the line; nil: nothing.
    private mutating func expandHistory(_ line: [UInt8]) -> [UInt8]? {
        guard shell.scope.dialect == .bash else { return line }
        switch HistoryExpansion.expand(line, shell.history) {
        case .same: return line
        case .line(let expanded):
            shell.print(expanded + [0x0a])
            return expanded
        case .shown(let expanded):
            shell.print(expanded + [0x0a])
            shell.remember(expanded)
            return nil
        case .failed(let message):
            shell.print("\(shell.scope.name): \(message)\n", to: 2)
            return nil
        }
    }

    private func isWorthParsing(_ line: [UInt8]) -> Bool {
        switch awaited {
        case nil, .anything: true
        case .line(let end): line.drop { $0 == 0x09 }.elementsEqual(end)
        case .byte(let quote): line.contains(quote)
        }
    }

    private mutating func takePending() -> [UInt8] {
        defer { giveUpPending() }
        return pending.dropLast()
    }

    mutating func giveUpPending() {
        pending = []
        awaited = nil
        attempts = 0
    }

    /// Runs a command and records it before everything that comes of it.
    mutating func run(_ command: [UInt8], _ body: (inout Shell) -> Void) {
        let before = shell.output
        shell.output = HoneypotOutput()
        shell.budget.refresh()
        shell.fetched = []
        shell.remember(command)
        body(&shell)
        shell.run()
        let outcome = shell.output
        shell.output = before
        var fields = fields("command", command)
        if let url = shell.fetched.first {
            fields.set("download_url", bytes: url.prefix(shell.visit.limits.fieldBytes))
        }
        shell.output.record(.command, fields)
        shell.output.append(outcome)
        showPrompt()
    }

    /// Named bytes as the fields of an event, cut where they are too long.
    func fields(_ name: String, _ bytes: [UInt8], _ others: [String: String] = [:]) -> EventFields {
        var fields = EventFields(others)
        let most = shell.visit.limits.fieldBytes
        fields.set(name, bytes: bytes.prefix(most))
        if bytes.count > most { fields["truncated"] = "true" }
        return fields
    }

    mutating func keepTyped(_ line: [UInt8]) {
        guard typed.count < shell.visit.limits.fieldBytes else { return }
        typed += line + [0x0a]
    }

    /// What a program in the foreground was fed.
    mutating func recordTyped() {
        guard !typed.isEmpty else { return }
        shell.output.record(.raw, fields("bytes", typed, ["reason": "program input"]))
        typed = []
    }
}
