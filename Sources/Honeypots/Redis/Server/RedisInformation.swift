/// The text of INFO: a template that is filled in.
struct RedisInformation: Sendable {
    private enum Line: Sendable {
        case fixed(String)
        /// `name:` and the placeholder behind it.
        case field(String, placeholder: String)
        /// As many whole lines as there are.
        case lines(placeholder: String)
    }

    private struct Section: Sendable {
        let name: String
        let lines: [Line]
    }

    /// What the client asked for.
    enum Selection: Sendable {
        /// Without argument: all but the sections that grow with use.
        case usual
        case everything
        case named(Set<String>)
    }

    private let sections: [Section]

    private static let texts: [RedisRelease: RedisInformation] = Dictionary(
        uniqueKeysWithValues: RedisRelease.allCases.map { ($0, RedisInformation($0)) })

    /// The template of a release; read once for the process.
    static func of(_ release: RedisRelease) -> RedisInformation { texts[release] ?? RedisInformation(release) }

    private init(_ release: RedisRelease) {
        sections = Self.template.split(separator: "# ").map { text in
            let lines = text.split(separator: "\n")
            return Section(
                name: String(lines.first ?? ""), lines: lines.dropFirst().compactMap { Self.line($0, release) })
        }
    }

    private static func line(_ text: Substring, _ release: RedisRelease) -> Line? {
        if text.hasPrefix("$") { return .lines(placeholder: String(text.dropFirst())) }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let releases = RedisRelease.range(parts[0]), releases.contains(release) else {
            return nil
        }
        let field = parts[1].drop { $0 == " " }
        guard let mark = field.firstIndex(of: "$") else { return .fixed(String(field)) }
        return .field(String(field[..<mark]), placeholder: String(field[field.index(after: mark)...]))
    }

    /// Sections the server shows only when they are asked for, and those a release does not know.
    private static func isUsual(_ section: String) -> Bool {
        !["Commandstats", "Latencystats"].contains(section)
    }

    private static func exists(_ section: String, in release: RedisRelease) -> Bool {
        switch section {
        case "Errorstats": release >= .v6_2
        case "Latencystats": release >= .v7_0
        default: true
        }
    }

    func text(
        _ selection: Selection, release: RedisRelease, value: (String) -> String, lines: (String) -> [String]
    ) -> [UInt8] {
        var text: [UInt8] = []
        for section in sections where Self.exists(section.name, in: release) {
            let isShown =
                switch selection {
                case .usual: Self.isUsual(section.name)
                case .everything: true
                case .named(let names):
                    names.contains(section.name.lowercased()) || Self.isUsual(section.name) && names.contains("default")
                }
            guard isShown else { continue }
            if !text.isEmpty { text += Self.lineEnd }
            text += Array("# \(section.name)".utf8) + Self.lineEnd
            for line in section.lines {
                switch line {
                case .fixed(let line): text += Array(line.utf8) + Self.lineEnd
                case .field(let name, let placeholder):
                    text += Array(name.utf8) + Array(value(placeholder).utf8) + Self.lineEnd
                case .lines(let placeholder):
                    for line in lines(placeholder) { text += Array(line.utf8) + Self.lineEnd }
                }
            }
        }
        return text
    }

    private static let lineEnd: [UInt8] = [0x0d, 0x0a]
}
