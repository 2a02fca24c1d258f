/// The parameters of a server as CONFIG shows and changes them. What a visitor sets is remembered for the visit.
struct RedisConfiguration: Sendable {
    /// Bytes a visitor may store as the value of one parameter.
    static let longestValue = 4096

    /// Every parameter of a release, in order and by name; read once.
    private struct Catalogue: Sendable {
        let parameters: [RedisParameter]
        let byName: [String: RedisParameter]

        init(_ release: RedisRelease) {
            parameters = RedisConfiguration.defaults.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let releases = RedisRelease.range(parts[0]), releases.contains(release) else {
                    return nil
                }
                return RedisParameter(parts[1])
            }
            byName = Dictionary(parameters.map { ($0.name, $0) }) { first, _ in first }
        }
    }

    private static let catalogues: [RedisRelease: Catalogue] = Dictionary(
        uniqueKeysWithValues: RedisRelease.allCases.map { ($0, Catalogue($0)) })

    let release: RedisRelease
    /// Parameters that differ from their initial value.
    private var changed: [String: [UInt8]]
    /// Whether the folders a visitor names are there.
    private let directories: Set<String>

    /// - Parameters:
    ///   - settings: what the server's own configuration file says.
    ///   - directories: the folders of the host that CONFIG SET dir may change to.
    init(release: RedisRelease, settings: [String: String], directories: Set<String>) {
        self.release = release
        self.directories = directories
        changed = settings.mapValues { Array($0.utf8) }
    }

    private var catalogue: Catalogue { Self.catalogues[release] ?? Catalogue(release) }

    /// The value of a parameter; empty when there is none of that name.
    subscript(name: String) -> [UInt8] {
        get { changed[name] ?? Array((catalogue.byName[name]?.initial ?? "").utf8) }
        set {
            for name in Self.synonyms(of: name) where catalogue.byName[name] != nil { changed[name] = newValue }
        }
    }

    func text(_ name: String) -> String { String(decoding: self[name], as: UTF8.self) }

    /// Names and values of the parameters that fit any of the patterns.
    func matching(_ patterns: [[UInt8]]) -> [(name: String, value: [UInt8])] {
        let globs = patterns.map { RedisPattern($0, ignoringCase: true) }
        return catalogue.parameters
            .filter { parameter in globs.contains { $0.matches(Array(parameter.name.utf8)) } }
            .map { ($0.name, self[$0.name]) }
    }

    /// The parameter of that name, whatever its case.
    func parameter(_ name: [UInt8]) -> RedisParameter? {
        guard name.count <= 64 else { return nil }
        return catalogue.byName[String(decoding: RedisText.lowercased(name), as: UTF8.self)]
    }

    /// Why a value cannot be set.
    enum Refusal: Error {
        case because(String)
        /// The server gives no reason.
        case plainly
        /// The folder cannot be entered, as `strerror` says it.
        case directory(String)
    }

    /// Sets a parameter the visitor named, if it takes that value.
    mutating func set(_ parameter: RedisParameter, to value: [UInt8]) throws(Refusal) {
        guard value.count <= Self.longestValue else { throw .plainly }
        self[parameter.name] = try accepted(value, for: parameter)
    }

    /// The value in the form in which it will be shown.
    private func accepted(_ value: [UInt8], for parameter: RedisParameter) throws(Refusal) -> [UInt8] {
        switch parameter.kind {
        case .fixed, .text:
            return value
        case .bool:
            guard RedisText.matches(value, "yes") || RedisText.matches(value, "no") else {
                throw .because("argument must be 'yes' or 'no'")
            }
            return RedisText.lowercased(value)
        case .integer(let bounds):
            guard let number = RedisNumber.integer(value) else {
                throw .because("argument couldn't be parsed into an integer")
            }
            return try bounded(number, bounds)
        case .memory(let bounds):
            guard let number = Self.bytes(value) else { throw .because("argument must be a memory value") }
            return try bounded(number, bounds)
        case .word(let words):
            let word = String(decoding: RedisText.lowercased(value), as: UTF8.self)
            guard words.contains(word) else {
                let noun = release >= .v7_0 ? "argument(s)" : "argument"
                throw .because("\(noun) must be one of the following: " + words.joined(separator: ", "))
            }
            return Array(word.utf8)
        case .directory:
            return try entered(value)
        case .file:
            guard !value.contains(UInt8(ascii: "/")) else {
                throw .because("dbfilename can't be a path, just a filename")
            }
            return value
        case .savePoints:
            return try savePoints(value)
        }
    }

    private func bounded(_ number: Int64, _ bounds: ClosedRange<Int64>) throws(Refusal) -> [UInt8] {
        guard bounds.contains(number) else {
            throw .because("argument must be between \(bounds.lowerBound) and \(bounds.upperBound) inclusive")
        }
        return Array(String(number).utf8)
    }

    /// The folder as `getcwd` would show it after `chdir`.
    private func entered(_ path: [UInt8]) throws(Refusal) -> [UInt8] {
        let here = text("dir")
        let asked = String(decoding: path.prefix { $0 != 0 }, as: UTF8.self)
        guard !asked.isEmpty else { throw .directory("No such file or directory") }
        var parts = asked.hasPrefix("/") ? [] : here.split(separator: "/")
        for part in asked.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let resolved = "/" + parts.joined(separator: "/")
        guard resolved == here || directories.contains(resolved) else {
            throw .directory("No such file or directory")
        }
        return Array(resolved.utf8)
    }

    private func savePoints(_ value: [UInt8]) throws(Refusal) -> [UInt8] {
        guard !value.isEmpty else { return [] }
        let numbers = value.split(separator: 0x20, omittingEmptySubsequences: false).map { RedisNumber.integer($0) }
        let isSound =
            numbers.count.isMultiple(of: 2)
            && numbers.enumerated().allSatisfy { index, number in
                number.map { $0 >= (index.isMultiple(of: 2) ? 1 : 0) } ?? false
            }
        guard isSound else {
            if release >= .v7_0 { throw .because("Invalid save parameters") }
            throw .plainly
        }
        return value
    }

    /// Bytes with an optional unit, as `memtoll` reads them.
    private static func bytes(_ text: [UInt8]) -> Int64? {
        let lowered = RedisText.lowercased(text)
        let digits = lowered.prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, let number = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
        let factor: Int64
        switch String(decoding: lowered.dropFirst(digits.count), as: UTF8.self) {
        case "", "b": factor = 1
        case "k": factor = 1000
        case "kb": factor = 1024
        case "m": factor = 1000 * 1000
        case "mb": factor = 1024 * 1024
        case "g": factor = 1000 * 1000 * 1000
        case "gb": factor = 1024 * 1024 * 1024
        default: return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    /// A parameter's older and newer names: they stand for one setting.
    private static func synonyms(of name: String) -> Set<String> {
        var names: Set<String> = [name]
        for (old, new) in [("slave", "replica"), ("ziplist", "listpack"), ("slaves", "replicas")] {
            for name in names {
                let words = name.split(separator: "-")
                names.insert(words.map { $0 == old ? Substring(new) : $0 }.joined(separator: "-"))
                names.insert(words.map { $0 == new ? Substring(old) : $0 }.joined(separator: "-"))
            }
        }
        if name == "lua-time-limit" || name == "busy-reply-threshold" {
            names = ["lua-time-limit", "busy-reply-threshold"]
        }
        if name == "slaveof" || name == "replicaof" { names = ["slaveof", "replicaof"] }
        return names
    }
}
