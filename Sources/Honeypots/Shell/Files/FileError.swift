/// Why the file system refuses: the error numbers of Linux that the commands tell apart.
enum FileError: Error, Hashable, Sendable {
    case noEntry
    case notDirectory
    case isDirectory
    case exists
    case notEmpty
    case readOnly
    case noSpace
    case tooManyLinks
    case nameTooLong
    case permission
    case notPermitted
    case invalid
    case busy
    case noDevice
    case inputOutput

    /// What strerror(3) says.
    var message: ByteString {
        switch self {
        case .noEntry: "No such file or directory"
        case .notDirectory: "Not a directory"
        case .isDirectory: "Is a directory"
        case .exists: "File exists"
        case .notEmpty: "Directory not empty"
        case .readOnly: "Read-only file system"
        case .noSpace: "No space left on device"
        case .tooManyLinks: "Too many levels of symbolic links"
        case .nameTooLong: "File name too long"
        case .permission: "Permission denied"
        case .notPermitted: "Operation not permitted"
        case .invalid: "Invalid argument"
        case .busy: "Device or resource busy"
        case .noDevice: "No such device or address"
        case .inputOutput: "Input/output error"
        }
    }
}
