import ThreatModel

/// What the channels of one connection share: who is logged in, and the machine as that visitor has changed it. A program
/// borrows it for each call, so that a file one channel uploads is there for the shell of the next.
struct ChannelHost: Sendable {
    let context: HoneypotContext
    /// The name that was logged in with.
    let user: [UInt8]
    var files: FileSystem
    /// Which files of the visitor's were recorded already.
    var recordedFiles = RecordedFiles()

    var limits: HoneypotLimits { context.limits }

    init(_ context: HoneypotContext, user: [UInt8], at now: Timestamp) {
        self.context = context
        self.user = user
        files = VisitedMachine.visit(context, user: user, at: now).openFiles()
    }

    /// The connection is over: what the visitor leaves is there when the same address comes back.
    func leave(at now: Timestamp) { visit(at: now).keep(files, at: now) }
}
