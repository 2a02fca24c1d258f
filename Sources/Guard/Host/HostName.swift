import Glibc

/// What this machine calls itself.
package enum HostName {
    /// gethostname(2); `this machine` where that says nothing.
    package static var current: String {
        // HOST_NAME_MAX of Linux, and its end.
        var characters = [CChar](repeating: 0, count: 65)
        let isKnown = gethostname(&characters, characters.count - 1) == 0
        let bytes = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let name = NotificationText.plain(String(decoding: bytes, as: UTF8.self))
        return isKnown && !name.isEmpty ? name : "this machine"
    }
}
