import Glibc

/// Standard error, one write(2) a line, so that lines of several threads and processes do not mix (pipe(7): writes of up
/// to PIPE_BUF bytes are atomic).
package struct StandardErrorOutput: LogOutput {
    package init() {}

    package static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    package func write(_ line: [UInt8]) {
        line.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                // A closed or full pipe loses the line rather than holding up the program.
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
