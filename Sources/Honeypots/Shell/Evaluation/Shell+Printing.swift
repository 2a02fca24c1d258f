extension Shell {
    /// Writes to a descriptor. False: nobody takes it any more, and the program should end.
    @discardableResult
    mutating func print(_ bytes: some Collection<UInt8>, to descriptor: Int = 1) -> Bool {
        guard !bytes.isEmpty else { return true }
        guard charge(bytes.count) else { return false }
        guard descriptors.indices.contains(descriptor) else { return false }
        switch descriptors[descriptor] {
        case .terminal: return printTerminal(bytes)
        case .closed: return false
        case .stream(let number): return write(bytes, to: number)
        }
    }

    @discardableResult
    mutating func print(_ text: ByteString, to descriptor: Int = 1) -> Bool { print(text.bytes, to: descriptor) }

    /// The terminal's own translation: an end of line also returns the carriage (ONLCR of termios).
    private mutating func printTerminal(_ bytes: some Collection<UInt8>) -> Bool {
        let granted = budget.takeOutput(bytes.count)
        var translated: [UInt8] = []
        translated.reserveCapacity(granted + 16)
        for byte in bytes.prefix(granted) {
            if byte == 0x0a { translated.append(0x0d) }
            translated.append(byte)
        }
        output.send(translated)
        return granted == bytes.count
    }

    private mutating func write(_ bytes: some Collection<UInt8>, to number: Int) -> Bool {
        guard let stream = streams[number] else { return false }
        switch stream.kind {
        case .text: return false
        case .visitor(let isError): return printPlain(bytes, isError: isError)
        case .pipe:
            if streams.append(bytes, toPipe: number) { return true }
            // A substitution that prints too much is simply cut; in a pipeline the writer is ended.
            isPipeBroken = true
            return false
        case .file(let id, let appends): return write(bytes, toFile: id, stream: number, appends: appends)
        }
    }

    private mutating func write(
        _ bytes: some Collection<UInt8>, toFile id: Int, stream: Int, appends: Bool
    ) -> Bool {
        switch files[id].kind {
        case .device(let device):
            switch device.behaviour {
            case .terminal: return printTerminal(bytes)
            case .full: return false
            case .null, .zero, .random, .storage, .idle: return true
            }
        case .file:
            if case .file(.live) = files[id].kind { return false }
            let position = appends ? files[id].size : streams[stream]?.position ?? 0
            do {
                try files.write(bytes, to: id, at: position, origin: origin)
            } catch {
                return false
            }
            streams[stream]?.position = position + bytes.count
            return true
        case .directory, .link, .pipe, .socket: return true
        }
    }

    /// How files come to be that the present command writes.
    var origin: FileOrigin { isEchoing ? .echo : .redirect }

    /// A message of the shell itself: `-sh: …`, with the line where it runs a file.
    mutating func complain(_ message: ByteString, status: UInt8 = 1) {
        self.status = status
        if scope.dialect.isDebian {
            print("\(speaker)\(message)\n", to: 2)
        } else if let script = scope.script {
            print("\(script): line \(scope.line): \(message)\n", to: 2)
        } else {
            print("\(scope.name): \(message)\n", to: 2)
        }
    }

    /// What bash and dash put before their messages: their name, and the line unless it was typed.
    var speaker: ByteString {
        let name = scope.script ?? scope.name
        if scope.isInteractive { return scope.dialect == .dash ? "\(name): \(scope.line): " : "\(name): " }
        return scope.dialect == .dash ? "\(name): \(scope.line): " : "\(name): line \(scope.line): "
    }

    /// A message of a builtin: these name a line everywhere but at the prompt.
    mutating func complain(builtin name: ByteString, _ message: ByteString, status: UInt8 = 2) -> CommandOutcome {
        if scope.dialect.isDebian {
            print("\(speaker)\(name): \(message)\n", to: 2)
            return .exit(status)
        }
        let line: ByteString = scope.isInteractive ? "" : "line \(scope.line): "
        print("\(scope.script ?? scope.name): \(name): \(line)\(message)\n", to: 2)
        return .exit(status)
    }
}

extension ByteString {
    /// With blanks behind it up to `width`.
    func padded(to width: Int) -> ByteString {
        count >= width ? self : self + ByteString([UInt8](repeating: 0x20, count: width - count))
    }

    /// With blanks before it up to `width`.
    func indented(to width: Int) -> ByteString {
        count >= width ? self : ByteString([UInt8](repeating: 0x20, count: width - count)) + self
    }
}
