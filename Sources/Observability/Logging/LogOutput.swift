/// Where finished lines go.
package protocol LogOutput: Sendable {
    /// Takes one whole line, its line feed included. Never waits, never fails visibly: logging must not stop a program.
    func write(_ line: [UInt8])
}
