import Glibc

/// Runs commands to their end.
package enum TestCommand {
    /// Blocks meanwhile, on a thread of its own therefore: ``TestHost/command(_:input:)`` does that.
    ///
    /// Returns what the command printed on both its outputs. Throws when it does not end with 0.
    @discardableResult
    package static func run(_ arguments: [String], input: String? = nil) throws -> String {
        let process = try TestProcess(arguments, input: input)
        let (status, output) = process.wait()
        guard status == 0 else { throw TestHostError.failed(arguments, status: status, output: output) }
        return output
    }
}
