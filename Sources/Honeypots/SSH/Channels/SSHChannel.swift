/// One session channel (RFC 4254 §5, §6).
struct SSHChannel: Sendable {
    /// What goes out when the window allows.
    enum Pending: Sendable {
        case data(ArraySlice<UInt8>)
        case error(ArraySlice<UInt8>)
        case exit(UInt8)
        case exitBySignal(String)
    }

    /// Names and values of variables that are kept, and bytes of all of them.
    static let mostVariables = 64
    static let mostVariableBytes = 8 * 1024

    let id: UInt32
    let remoteID: UInt32
    var remoteWindow: UInt32
    let remotePacket: UInt32
    var localWindow: UInt32 = 0
    /// Bytes that were read since the visitor was told how many more he may send.
    var consumed: UInt32 = 0
    var terminal: SSHTerminal?
    var variables: [(name: [UInt8], value: [UInt8])] = []
    var program: (any ChannelProgram)?
    var isStarted = false
    var asksForAgent = false
    /// In their order; a slice, so that taking the first costs nothing however many there are.
    var pending: ArraySlice<Pending> = []
    var pendingBytes = 0
    var hasExited = false
    var hasReceivedEnd = false
    var hasSentEnd = false
    var hasReceivedClose = false
    var hasSentClose = false

    /// What waits for the visitor, and not for others' turns.
    var bytesBehindWindow: Int { max(0, pendingBytes - Int(remoteWindow)) }

    var canSend: Bool {
        switch pending.first {
        case .data, .error: remoteWindow > 0 && remotePacket > 0
        case .exit, .exitBySignal: true
        case nil: false
        }
    }
}
