import ThreatModel

/// The far end of `scp -O`, the file copy that BSD's rcp began: what `scp -t` and `scp -f` of OpenSSH 8.4 do.
///
/// Control lines and single bytes go to and fro: 0 says "go on", 1 and a line an error, 2 and a line the last one.
struct SCPProgram: ChannelProgram {
    private enum Role: Sendable {
        case sink(SCPSink)
        case source(SCPSource)
        case over
    }

    /// The command as it was sent, for the session's log.
    private let command: [UInt8]
    private let options: SCPOptions
    private var role = Role.over
    private var log: TransferLog

    init(_ command: [UInt8], _ options: SCPOptions, limits: HoneypotLimits) {
        self.command = command
        self.options = options
        log = TransferLog("scp", limits: limits)
    }

    mutating func start(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        var fields = EventFields()
        fields.set("command", bytes: command, limit: host.limits.fieldBytes)
        output.record(.command, fields)
        let account = TransferAccount(named: ByteString(host.user), on: host, at: now)
        switch options.direction {
        case .sink: role = .sink(SCPSink(options, account))
        case .source: role = .source(SCPSource(options, account, outputBytes: host.limits.outputBytes))
        }
        host.files.now = now.seconds
        run(on: &host, &output) { sink, host, log, output in
            sink.start(on: &host, &output)
        } source: { _, _, _ in
        }
    }

    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {
        host.files.now = now.seconds
        run(on: &host, &output) { sink, host, log, output in
            sink.received(bytes, on: &host, &log, &output)
        } source: { source, host, output in
            source.received(bytes, on: host, at: now, &output)
        }
    }

    mutating func endOfInput(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        host.files.now = now.seconds
        run(on: &host, &output) { sink, host, log, output in
            sink.endOfInput(on: &host, &log, &output)
        } source: { source, _, output in
            source.endOfInput(&output)
        }
    }

    mutating func disconnected(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {
        if case .sink(let sink) = role { sink.keepUnfinished(on: &host, &log, &output) }
        role = .over
        log.finish(&output)
    }

    private mutating func run(
        on host: inout ChannelHost, _ output: inout ChannelOutput,
        _ receive: (inout SCPSink, inout ChannelHost, inout TransferLog, inout ChannelOutput) -> Void,
        source give: (inout SCPSource, inout ChannelHost, inout ChannelOutput) -> Void
    ) {
        switch role {
        case .sink(var sink):
            // The only owner while it works.
            role = .over
            receive(&sink, &host, &log, &output)
            role = .sink(sink)
        case .source(var source):
            role = .over
            give(&source, &host, &output)
            role = .source(source)
        case .over: break
        }
    }
}
