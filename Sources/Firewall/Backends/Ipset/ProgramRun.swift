import Glibc
import Netlink

/// A program that was started, in the network namespace of the thread that did. ``result(within:outputLimit:)`` is called once, and ends it.
///
/// Sockets stand for its standard streams: unlike pipes, Swift can make them so that no other program inherits them, and
/// writing to one whose reader is gone is an error, not a signal.
package struct ProgramRun: ~Copyable {
    private let id: pid_t
    private let input: Int32
    private let output: Int32
    private let errors: Int32
    private let text: String

    package static let plainEnvironment = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]

    /// - Parameters:
    ///   - words: the program's path, and its arguments.
    ///   - text: what it finds on its standard input.
    ///   - environment: all that it has, as `NAME=value`.
    package init(
        _ words: [String], input text: String, environment: [String] = plainEnvironment
    ) throws(FirewallError) {
        let name = words[0]
        var opened: [Int32] = []
        func pair() throws(FirewallError) -> (ours: Int32, theirs: Int32) {
            var ends: [Int32] = [-1, -1]
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                for descriptor in opened { close(descriptor) }
                throw .program("\(name) could not be started: no more descriptors")
            }
            opened += ends
            return (ends[0], ends[1])
        }
        let (input, theirInput) = try pair()
        let (output, theirOutput) = try pair()
        let (errors, theirErrors) = try pair()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, theirInput, 0)
        posix_spawn_file_actions_adddup2(&actions, theirOutput, 1)
        posix_spawn_file_actions_adddup2(&actions, theirErrors, 2)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in arguments + variables { free(word) } }

        var id = pid_t()
        let code = posix_spawn(&id, name, &actions, nil, &arguments, &variables)
        for descriptor in [theirInput, theirOutput, theirErrors] { close(descriptor) }
        guard code == 0 else {
            for descriptor in [input, output, errors] { close(descriptor) }
            throw .program("\(name) could not be started: \(KernelErrorCode(rawValue: code))")
        }
        (self.id, self.input, self.output, self.errors, self.text) = (id, input, output, errors, text)
    }

    /// Hands over the input, takes the output and waits for the end.
    ///
    /// - Returns: `nil` when there was no end in time, or more output than that.
    package consuming func result(
        within limit: Duration, outputLimit: Int
    ) -> (status: Int32, output: String, errors: String)? {
        let deadline = ContinuousClock.now + limit
        var rest = Array(text.utf8)[...]
        var printed: [[UInt8]] = [[], []]
        var polled = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
        ]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var isComplete = true
        while polled[0].fd >= 0 || polled[1].fd >= 0 {
            let left = deadline - .now
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            if milliseconds <= 0 || printed[0].count > outputLimit || printed[1].count > outputLimit {
                isComplete = false
                break
            }
            guard poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds)) > 0 else { continue }
            for index in 0...1 where polled[index].revents != 0 {
                let count = read(polled[index].fd, &buffer, buffer.count)
                if count > 0 {
                    printed[index] += buffer[..<count]
                } else {
                    polled[index].fd = -1  // its end; poll passes over it
                }
            }
            if polled[2].revents != 0 {
                let sent = rest.withUnsafeBytes { send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if sent > 0 { rest = rest.dropFirst(sent) }
                if sent <= 0 || rest.isEmpty {
                    shutdown(input, Int32(SHUT_WR))
                    polled[2].fd = -1
                }
            }
        }
        let status = end(killing: !isComplete)
        guard isComplete else { return nil }
        return (
            status, String(decoding: printed[0], as: UTF8.self), String(decoding: printed[1], as: UTF8.self)
        )
    }

    /// The exit status, or the negative number of the signal.
    private consuming func end(killing: Bool) -> Int32 {
        if killing { kill(id, SIGKILL) }
        var raw: Int32 = 0
        while waitpid(id, &raw, 0) < 0, errno == EINTR {}
        for descriptor in [input, output, errors] { close(descriptor) }
        let signal = raw & 0x7f  // WTERMSIG
        return signal == 0 ? raw >> 8 & 0xff : -signal
    }
}
