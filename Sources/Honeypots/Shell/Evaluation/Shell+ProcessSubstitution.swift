/// `<( … )` and `>( … )` of bash: files that a command at their other end writes or reads. Here one of the two runs first,
/// and the other finds all of it.
extension Shell {
    /// What `>( … )` stands for while it is written to.
    struct ProcessSink: Sendable {
        var list: ShellList
        /// The pipe that its command reads afterwards.
        var pipe: Int
    }

    /// Bytes of `<( … )` that are kept.
    private static let mostProcessBytes = 512 * 1024

    /// The name of a file that holds what the command of `<( … )` wrote, or that takes what that of `>( … )` reads.
    mutating func openProcess(_ list: ShellList, isInput: Bool) throws(ExpansionError) -> ByteString {
        let bytes = isInput ? Array(try capture(list, keepsEnds: true).prefix(Self.mostProcessBytes)) : []
        let number = nextProcessFile
        nextProcessFile = nextProcessFile <= 20 ? 63 : nextProcessFile - 1
        let path: ByteString = "/dev/fd/\(number)"
        if !isInput {
            guard let pipe = streams.open(.pipe([])) else {
                throw .message("cannot make pipe for process substitution")
            }
            if let old = processSinks[path] { streams.close(old.pipe) }
            processSinks[path] = ProcessSink(list: list, pipe: pipe)
        }
        processFiles[path] = bytes
        return path
    }

    /// Has the commands of `>( … )` run that a command is about to open, when it has ended.
    mutating func awaitSinks(of words: [ShellWord], _ redirections: [ShellRedirection]) {
        guard scope.dialect == .bash,
            words.contains(where: \.hasSink) || redirections.contains(where: { $0.target.word.hasSink })
        else { return }
        push(.sinks(older: Set(processSinks.keys), status: nil))
    }

    /// `exec > >( … )`: it is read when the process has ended.
    mutating func awaitSinksForGood(_ redirections: [ShellRedirection]) {
        guard redirections.contains(where: { $0.target.word.hasSink }),
            let index = frames.lastIndex(where: { if case .process = $0 { true } else { false } })
        else { return }
        frames.insert(.sinks(older: Set(processSinks.keys), status: nil), at: index)
    }

    /// Runs the next command that reads what was written; the status stays that of the one who wrote.
    mutating func stepSinks(older: Set<ByteString>, status written: UInt8?) {
        let written = written ?? status
        status = written
        guard let path = processSinks.keys.filter({ !older.contains($0) }).max(),
            let sink = processSinks.removeValue(forKey: path)
        else { return }
        push(.sinks(older: older, status: written))
        streams.turn(sink.pipe)
        push(.process(ShellFrame.Process(scope: scope, descriptors: descriptors, closing: [sink.pipe])))
        scope.isInteractive = false
        scope.exitTrap = nil
        scope.bash.errorTrap = nil
        descriptors[0] = .stream(sink.pipe)
        push(.list(sink.list, next: 0))
    }

    /// Nobody reads what was written.
    mutating func dropSinks(older: Set<ByteString>) {
        for (path, sink) in processSinks where !older.contains(path) {
            streams.close(sink.pipe)
            processSinks[path] = nil
        }
    }
}

extension ShellWord {
    /// Whether `>( … )` stands in it.
    fileprivate var hasSink: Bool {
        parts.contains { part in
            if case .process(_, isInput: false) = part { true } else { false }
        }
    }
}
