import Glibc

/// The program under test.
package enum LoopProgram {
    /// `sikker`: named by SIKKER_PROGRAM, or built beside this one.
    package static let path: String = {
        if let named = getenv("SIKKER_PROGRAM") { return String(cString: named) }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return readlink("/proc/self/exe", base, buffer.count)
        }
        var parts = String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(separator: "/")
        // On the way up from a test bundle's insides to the folder of products.
        while !parts.isEmpty {
            parts.removeLast()
            let candidate = "/" + parts.joined(separator: "/") + "/sikker"
            if access(candidate, X_OK) == 0 { return candidate }
        }
        return "sikker"
    }()
}
