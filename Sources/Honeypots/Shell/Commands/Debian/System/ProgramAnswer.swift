/// One answer of a program to one kind of call.
struct ProgramAnswer: Sendable {
    enum Call: Hashable, Sendable {
        /// Without any argument.
        case bare
        /// One of the words is this.
        case with(ByteString)
        /// The first word begins like this.
        case first(ByteString)
        case any
    }

    var name: ByteString
    var call: Call
    /// `%1` stands for the first argument, `%$` for the last, `%0` for the program.
    var output: ByteString?
    var error: ByteString?
    var status: UInt8

    init(_ name: ByteString, _ call: Call = .any, out: ByteString? = nil, err: ByteString? = nil, _ status: UInt8 = 0) {
        (self.name, self.call, self.status) = (name, call, status)
        output = out
        error = err
    }

    func fits(_ arguments: ArraySlice<ByteString>) -> Bool {
        switch call {
        case .bare: arguments.isEmpty
        case .with(let word): arguments.contains(word)
        case .first(let start): arguments.first?.hasPrefix(start) == true
        case .any: true
        }
    }

    func filled(_ text: ByteString, _ name: ByteString, _ arguments: ArraySlice<ByteString>) -> ByteString {
        guard text.contains(UInt8(ascii: "%")) else { return text }
        return text.replacing("%1", with: arguments.first ?? "").replacing("%$", with: arguments.last ?? "")
            .replacing("%0", with: name)
    }
}
