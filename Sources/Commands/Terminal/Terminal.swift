import Glibc

/// One of the process's two output streams: text goes out whole, colours only where a person can see them.
package struct Terminal: Sendable {
    private let descriptor: Int32

    package static let standardOutput = Terminal(descriptor: STDOUT_FILENO)
    package static let standardError = Terminal(descriptor: STDERR_FILENO)

    package var isInteractive: Bool { isatty(descriptor) == 1 }

    /// How many characters it shows; `nil` where it is none (tty_ioctl(4), `TIOCGWINSZ`).
    package var size: (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Whether to colour: on a terminal that can, unless NO_COLOR (https://no-color.org) asks not to.
    package var hasColour: Bool {
        if let wish = Self.environment("NO_COLOR"), !wish.isEmpty { return false }
        if let force = Self.environment("CLICOLOR_FORCE"), force != "0", !force.isEmpty { return true }
        return isInteractive && Self.environment("TERM") != "dumb"
    }

    /// Writes everything, however many pieces the kernel takes it in. A closed pipe ends the process quietly, as it would
    /// any other program in a pipeline.
    package func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 {
                    guard errno == EINTR || errno == EAGAIN else { return }
                    continue
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
