extension Shell {
    /// Runs one program at once, in the middle of another; its status.
    mutating func runWords(_ words: [ByteString], input: [UInt8]? = nil) -> UInt8 {
        let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(by: " ")
        let (output, status) = runCommand(line, input: input)
        print(output)
        return status
    }
}
