import ThreatModel

/// What runs at the far end of a session channel: a shell, a command, a file transfer.
///
/// A value without a socket, like everything in a honeypot: the channel hands it what the visitor sends and carries out
/// what it asks for by its ``ChannelOutput``. Windows, packets and end-of-file messages are the channel's business; a
/// program may print as much as it likes in one call, within its own bounds, and the channel sends that as the visitor's
/// window allows.
///
/// A program ends by ``ChannelOutput/exit(_:)``; nothing is called after that but ``disconnected(on:at:_:)``, and that
/// exactly once for every program that was started, so that what is still unrecorded can be recorded there.
protocol ChannelProgram: Sendable {
    /// The request that starts it was granted: greet, or run.
    mutating func start(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)

    /// Bytes for its standard input, in any portion; never none.
    mutating func received(
        _ bytes: ArraySlice<UInt8>, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)

    /// The visitor sends no more; at most once.
    mutating func endOfInput(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)

    /// The visitor's terminal has another size now, in characters.
    mutating func resized(
        columns: Int, rows: Int, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)

    /// Does what was put off (``ChannelOutput/Action/work``).
    mutating func work(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)

    /// The program is over, or the channel or the connection: record what is still unrecorded. What is printed here is
    /// lost.
    mutating func disconnected(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput)
}

extension ChannelProgram {
    mutating func work(on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput) {}

    mutating func resized(
        columns: Int, rows: Int, on host: inout ChannelHost, at now: Timestamp, _ output: inout ChannelOutput
    ) {}
}
