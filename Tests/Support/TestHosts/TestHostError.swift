import Glibc

/// What can go wrong with the hosts of tests.
package enum TestHostError: Error, CustomStringConvertible {
    case call(String, errno: Int32)
    case failed([String], status: Int32, output: String)
    /// What did not happen in time.
    case late(String)

    package var description: String {
        switch self {
        case .call(let call, let number): "\(call): \(String(cString: strerror(number)))"
        case .failed(let command, let status, let output):
            "'\(command.joined(separator: " "))' ended with \(status): \(output)"
        case .late(let what): "\(what) did not happen in time"
        }
    }
}
