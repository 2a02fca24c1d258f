import Testing

@testable import Honeypots

/// Of two commands of one name, one would never run.
@Suite("Names of commands")
struct CommandNameTests {
    /// Names that stand more than once among these.
    private static func repeated(_ names: [ByteString]) -> [ByteString] {
        var seen: Set<ByteString> = []
        return names.filter { !seen.insert($0).inserted }
    }

    @Test("Debian has each builtin and each program once")
    func debian() {
        #expect(Self.repeated(DebianRegistry.builtinTypes.flatMap { $0.names }).isEmpty)
        // What these do not do themselves they leave to the answers of that name.
        let answers = AnswerCommand.answers.keys.filter { !["dpkg", "dpkg-query", "ssh", "ssh-keygen"].contains($0) }
        #expect(Self.repeated(DebianRegistry.programTypes.flatMap { $0.names } + answers).isEmpty)
    }

    @Test("BusyBox has each builtin, each applet and each program beside it once")
    func busyBox() {
        for kind in ["builtin", "applet", "program"] {
            let types = CommandRegistry.all.filter { type in
                switch type.place {
                case .builtin: kind == "builtin"
                case .applet: kind == "applet"
                case .both: kind != "program"
                case .program: kind == "program"
                }
            }
            #expect(Self.repeated(types.flatMap { $0.names }).isEmpty, "\(kind)")
        }
    }
}
