/// How a script ended, and what it said.
struct ScriptOutcome: Equatable, Sendable {
    var status: Int32
    var output = ""
    var error = ""
}
