import Glibc

/// How a command ends. Documented in `sikker --help` and in the README; scripts rely on it.
package enum ExitStatus: Int32, CaseIterable, Sendable {
    case success = 0
    /// The answer is no: the address is above the threshold asked for, the check found a fault.
    case negative = 1
    case usage = 2
    /// The server could not be reached, or failed.
    case network = 3
    /// The key is missing, unknown, disabled, or has used up its quota.
    case access = 4
    /// The kernel's firewall could not be read or changed.
    case firewall = 5
    /// A setting is wrong, or a file or port that it names cannot be used.
    case configuration = 6

    package var meaning: String {
        switch self {
        case .success: "done"
        case .negative: "the answer is no (an address above --fail-above, a check that found a fault)"
        case .usage: "wrong use; the message says what is right"
        case .network: "the server could not be reached, or failed"
        case .access: "no, unknown or disabled key, or its quota is used up"
        case .firewall: "the kernel's firewall could not be read or changed"
        case .configuration: "a setting, or a file or port it names, cannot be used"
        }
    }

    func exit() -> Never { Glibc.exit(rawValue) }
}

/// Why a command did not do what it was asked: one sentence for the user, and the status the process ends with.
package struct CommandFailure: Error, Equatable, Sendable {
    package let status: ExitStatus
    package let sentence: String

    package init(_ status: ExitStatus, _ sentence: String) {
        self.status = status
        self.sentence = sentence
    }
}
