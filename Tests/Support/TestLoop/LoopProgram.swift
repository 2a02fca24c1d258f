import Glibc

/// The program under test.
package enum LoopProgram {
    /// `sikker`: named by SIKKER_PROGRAM, or built beside this one.
    package static let path: String = getenv("SIKKER_PROGRAM").map { String(cString: $0) } ?? beside("sikker")

    /// A program of this package, built beside this one.
    package static func beside(_ name: String) -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return readlink("/proc/self/exe", base, buffer.count)
        }
        var parts = String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(separator: "/")
        // On the way up from a test bundle's insides to the folder of products.
        while !parts.isEmpty {
            parts.removeLast()
            let candidate = "/" + parts.joined(separator: "/") + "/" + name
            if access(candidate, X_OK) == 0 { return candidate }
        }
        return name
    }
}
