/// SSH_FXP_* of version 3 (draft-ietf-secsh-filexfer-02 §3).
enum SFTPMessage: UInt8, Sendable {
    case initialise = 1
    case version = 2
    case open = 3
    case close = 4
    case read = 5
    case write = 6
    case linkStatus = 7
    case handleStatus = 8
    case setStatus = 9
    case setHandleStatus = 10
    case openDirectory = 11
    case readDirectory = 12
    case remove = 13
    case makeDirectory = 14
    case removeDirectory = 15
    case realPath = 16
    case fileStatus = 17
    case rename = 18
    case readLink = 19
    case symbolicLink = 20
    case status = 101
    case handle = 102
    case data = 103
    case name = 104
    case attributes = 105
    case extended = 200
    case extendedReply = 201
}
