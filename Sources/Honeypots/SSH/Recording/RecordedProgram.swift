import ThreatModel

/// A program at a terminal, with what passes between it and the visitor recorded and kept when it is over.
struct RecordedProgram<Program: ChannelProgram>: ChannelProgram {
    private var program: Program
    private let terminal: SSHTerminal
    /// nil: not begun, or given away.
    private var recording: TerminalRecording?

    init(_ program: Program, at terminal: SSHTerminal) {
        self.program = program
        self.terminal = terminal
    }

    mutating func start(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        recording = TerminalRecording(
            columns: terminal.columns, rows: terminal.rows, terminal: terminal.name, shell: "/bin/bash", at: now,
            mostBytes: min(host.limits.bodyBytes, TerminalRecording.mostBytes))
        record(at: now, &output) { $0.start(on: &host, at: now, &$1) }
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        recording?.add(.input, bytes, at: now)
        record(at: now, &output) { $0.received(bytes, on: &host, at: now, &$1) }
    }

    mutating func endOfInput(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        record(at: now, &output) { $0.endOfInput(on: &host, at: now, &$1) }
    }

    mutating func resized(
        columns: Int, rows: Int, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        recording?.resize(columns: columns, rows: rows, at: now)
        record(at: now, &output) { $0.resized(columns: columns, rows: rows, on: &host, at: now, &$1) }
    }

    mutating func work(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        record(at: now, &output) { $0.work(on: &host, at: now, &$1) }
    }

    mutating func disconnected(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        program.disconnected(on: &host, at: now, &output)
        guard let recording, let file = recording.file else { return }
        self.recording = nil
        var fields: EventFields = ["how": "terminal"]
        if recording.isCut { fields["truncated"] = "true" }
        output.keep(file, fields)
    }

    /// Records what the program shows in one call, at the times the visitor sees it.
    private mutating func record(
        at now: Timestamp, _ output: inout ChannelOutput, _ body: (inout Program, inout ChannelOutput) -> Void
    ) {
        var answer = ChannelOutput()
        body(&program, &answer)
        var shown = now
        for action in answer.actions {
            switch action {
            case .data(let bytes):
                recording?.add(.output, bytes, at: shown)
                output.send(bytes)
            case .error(let bytes):
                recording?.add(.output, bytes, at: shown)
                output.sendError(bytes)
            case .record(let kind, let fields): output.record(kind, fields)
            case .keep(let bytes, let fields): output.keep(bytes, fields)
            case .pause(let duration):
                shown = shown.advanced(by: duration)
                output.pause(duration)
            case .work: output.work()
            case .exit(let status): output.exit(status)
            case .exitBySignal(let name): output.exit(bySignal: name)
            }
        }
    }
}
