import Glibc

/// A failed system call, by its `errno`.
package struct SystemFailure: Error, Hashable, Sendable {
    /// The `errno`.
    package let code: Int32

    package init(code: Int32) { self.code = code }

    /// The failure of the call that has just returned on this thread.
    static var last: Self { Self(code: errno) }
}

extension SystemFailure: CustomStringConvertible {
    /// The system's own words, as in "No such file or directory".
    package var description: String { String(cString: strerror(code)) }
}
