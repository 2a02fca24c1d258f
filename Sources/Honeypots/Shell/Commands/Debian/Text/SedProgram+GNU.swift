extension SedProgram {
    /// What GNU sed says where BusyBox says this.
    static func inGNUWords(_ message: ByteString) -> ByteString {
        if message.hasPrefix("unmatched ") { return "unterminated `s' command" }
        if message.hasPrefix("unsupported command ") { return "unknown command: `\(message.dropFirst(20))'" }
        if message == "bad option in substitution expression" { return "unknown option to `s'" }
        if message == "missing command" { return message }
        return message
    }

    /// Where in the script it stops reading.
    static func place(of message: ByteString, in script: ByteString) -> Int {
        if message.hasPrefix("unsupported command "), let letter = message.last,
            let index = script.firstIndex(of: letter)
        {
            return index + 1
        }
        return script.count
    }
}
