/// What stands in brackets behind the name of an array, evaluated.
enum ShellArrayIndex: Hashable, Sendable {
    case number(Int)
    case name(ByteString)
}
