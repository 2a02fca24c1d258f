/// The error texts of commands that are not run, which differ from release to release.
extension RedisSession {
    /// Longest name shown, and longest list of arguments.
    private static let shownBytes = 128

    func unknownCommand(_ arguments: [[UInt8]]) -> RedisFault {
        let (open, close, between): (String, String, String) =
            release >= .v7_0 ? ("'", "'", " ") : ("`", "`", ", ")
        var text = Array("ERR unknown command \(open)".utf8)
        text += Self.cString(arguments[0], limit: release >= .v7_0 ? Self.shownBytes : .max)
        text += Array("\(close), with args beginning with: ".utf8)
        var shown: [UInt8] = []
        for argument in arguments.dropFirst() {
            guard shown.count < Self.shownBytes else { break }
            let part = Self.cString(argument, limit: Self.shownBytes - shown.count)
            shown += Array(open.utf8) + part + Array((close + between).utf8)
        }
        return RedisFault(bytes: text + shown)
    }

    func unknownSubcommand(_ command: RedisCommand, _ sub: [UInt8]) -> RedisFault {
        let shown = Self.cString(sub, limit: Self.shownBytes)
        let text =
            release >= .v7_0
            ? "ERR unknown subcommand '" : "ERR Unknown subcommand or wrong number of arguments for '"
        // Two commands of 6.0 end their sentence without a point.
        let isOpen = release == .v6_0 && (command.name == "client" || command.name == "memory")
        return RedisFault(
            bytes: Array(text.utf8) + shown + Array("'. Try \(command.name.uppercased()) HELP\(isOpen ? "" : ".")".utf8)
        )
    }

    /// Where a subcommand cannot be told from a wrong count of arguments by the table alone.
    func subcommandSyntax(_ command: String, _ sub: [UInt8]) -> RedisFault {
        let text =
            release >= .v7_0
            ? "ERR unknown subcommand or wrong number of arguments for '"
            : "ERR Unknown subcommand or wrong number of arguments for '"
        return RedisFault(
            bytes: Array(text.utf8) + Self.cString(sub, limit: Self.shownBytes)
                + Array("'. Try \(command.uppercased()) HELP.".utf8))
    }

    func isAllowedWhileSubscribed(_ command: RedisCommand) -> Bool {
        switch command.name {
        case "ping", "subscribe", "unsubscribe", "psubscribe", "punsubscribe", "quit": true
        case "ssubscribe", "sunsubscribe", "reset": release >= .v6_2
        default: false
        }
    }

    func notAllowedWhileSubscribed(_ command: RedisCommand) -> RedisFault {
        switch release {
        case .v6_0:
            RedisFault(
                "ERR Can't execute '\(command.name)': only (P)SUBSCRIBE / (P)UNSUBSCRIBE / PING / QUIT are allowed in "
                    + "this context")
        case .v6_2:
            RedisFault(
                "ERR Can't execute '\(command.name)': only (P)SUBSCRIBE / (P)UNSUBSCRIBE / PING / QUIT / RESET are "
                    + "allowed in this context")
        case .v7_0:
            RedisFault(
                "ERR Can't execute '\(command.name)': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are "
                    + "allowed in this context")
        }
    }

    /// The bytes as C's `printf` shows them: up to the first NUL.
    static func cString(_ bytes: [UInt8], limit: Int) -> [UInt8] { Array(bytes.prefix { $0 != 0 }.prefix(limit)) }
}
