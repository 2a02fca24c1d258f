import Testing

/// A shell that scripts must run under.
enum Shell: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case dash
    case busybox
    case bash

    /// The program that is one when it is called by the name of `sh`.
    var path: String {
        switch self {
        case .dash: "/usr/bin/dash"
        case .busybox: "/usr/bin/busybox"
        case .bash: "/usr/bin/bash"
        }
    }

    var testDescription: String { rawValue }
}
