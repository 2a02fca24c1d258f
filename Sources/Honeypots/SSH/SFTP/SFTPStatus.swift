/// SSH_FX_* of version 3 (draft-ietf-secsh-filexfer-02 §7), with the words OpenSSH sends along.
enum SFTPStatus: UInt32, Error, Hashable, Sendable {
    case ok = 0
    case endOfFile = 1
    case noSuchFile = 2
    case permissionDenied = 3
    case failure = 4
    case badMessage = 5
    case unsupported = 8

    var message: String {
        switch self {
        case .ok: "Success"
        case .endOfFile: "End of file"
        case .noSuchFile: "No such file"
        case .permissionDenied: "Permission denied"
        case .failure: "Failure"
        case .badMessage: "Bad message"
        case .unsupported: "Operation unsupported"
        }
    }

    /// What a server makes of an error number.
    init(_ error: FileError) {
        self =
            switch error {
            case .noEntry, .notDirectory, .tooManyLinks: .noSuchFile
            case .permission, .notPermitted: .permissionDenied
            case .nameTooLong, .invalid: .badMessage
            case .isDirectory, .exists, .notEmpty, .readOnly, .noSpace, .busy, .noDevice, .inputOutput: .failure
            }
    }
}
