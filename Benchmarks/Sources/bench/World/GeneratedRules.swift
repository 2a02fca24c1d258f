import Detection
import TestHosts

/// Catalogues of any size: the built-in one, and as many made-up behaviours with a primitive each as it takes.
enum GeneratedRules {
    static func catalogue(primitives count: Int) throws -> DetectionCatalogue {
        let builtIn = try DetectionCatalogue.builtIn()
        let missing = count - builtIn.primitives.count
        guard missing > 0 else { throw BenchmarkFailure("the built-in catalogue has over \(count) primitives") }
        return try DetectionCatalogue(
            files: DetectionCatalogue.builtInFiles + [("generated.yaml", Self.file(of: missing))])
    }

    /// Words of attacks, so that the made-up patterns begin like what events hold.
    private static let words = [
        "wget", "curl", "chmod", "busybox", "tmp", "bin", "sh", "cat", "proc", "cpuinfo", "mounts", "echo", "rm", "var",
        "run", "root", "etc", "passwd", "shadow", "http", "admin", "login", "cgi", "php", "index", "api", "config",
        "user", "shell", "exec", "python", "perl", "nc", "kill", "ps", "grep", "awk", "sed", "tail", "dd", "cd", "ls",
        "dev", "shm", "null", "cron", "ssh", "key", "id", "uname", "mips", "arm", "x86", "miner", "pool", "stratum",
        "setup", "upload", "eval", "system", "cmd", "query", "select", "union", "table",
    ]

    private static let fields = [
        (11, "command.command", "[ssh, telnet]"), (5, "request.path", "http"), (2, "request.body", "http"),
        (1, "request.headers", "http"), (1, "query.argv", "redis"),
    ]

    /// As many texts to search for, one a line: a part of each pattern.
    static func literals(_ count: Int) -> String {
        var random = SeededRandom(seed: 42)
        return (0..<count).map { _ in pattern(using: &random) + "\n" }.joined()
    }

    private static func pattern(using random: inout SeededRandom) -> String {
        (0..<Int.random(in: 2...4, using: &random)).map { _ in
            let word = words.randomElement(using: &random) ?? "sh"
            return Bool.random(using: &random) ? word : word + "\(UInt32.random(in: 0..<1000, using: &random))"
        }
        .joined(separator: [" ", "/", ".", "-", "_", "=", "; "].randomElement(using: &random) ?? " ")
    }

    /// Two of five patterns are contained literals, two have two parts, one is whole: as in the built-in files.
    private static func file(of count: Int) -> String {
        var random = SeededRandom(seed: 42)
        func pattern() -> String { Self.pattern(using: &random) }
        let places = fields.flatMap { Array(repeating: ($0.1, $0.2), count: $0.0) }
        var text = "protocols: all\nbehaviours:\n"
        for number in 0..<count {
            let place = places[number % places.count]
            let test =
                switch number % 5 {
                case 0: "exact: \"\(pattern())\""
                case 1, 2: "contains: \"\(pattern())\""
                default: "wildcard: \"*\(pattern())*\(pattern())*\""
                }
            text += """
                  generated.b\(number):
                    {title: generated, severity: low, attack: T1082, protocols: \(place.1), field: \(place.0), \(test),
                    examples: [{close: ""}], near_misses: [{close: ""}]}

                """
        }
        return text
    }
}
