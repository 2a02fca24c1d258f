/// A job in the background whose end the shell has yet to tell.
struct ShellJob: Hashable, Sendable {
    var number: Int
    var processID: Int
    var source: ByteString
    var status: UInt8
}
