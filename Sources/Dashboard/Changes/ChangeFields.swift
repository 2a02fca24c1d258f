import FoundationEssentials
import Guard
import ThreatModel
import WebPages

/// What a form or a JSON object says about a change: a few short texts with names.
struct ChangeFields: Sendable {
    /// Those that are filled in.
    let values: [String: String]

    /// Nothing that is done by hand lasts longer without lasting for good.
    static let longest = Duration.seconds(3650 * 86_400)

    init(_ values: [String: String]) { self.values = values.filter { !$0.value.isEmpty } }

    /// All fields but those that every form has.
    init(_ form: FormFields) {
        let names = form.names.filter { !FormField.all.contains($0) }
        values = Dictionary(names.compactMap { name in form[name].map { (name, $0) } }, uniquingKeysWith: { $1 })
    }

    /// Members that are texts, numbers or `true` and `false`; `null` is as if it were not there.
    init(json bytes: [UInt8]) throws(DashboardProblem) {
        guard let members = try? JSONDecoder().decode([String: Member?].self, from: Data(bytes)) else {
            throw DashboardProblem(.wrong, "the body must be a JSON object of texts, numbers, true and false")
        }
        guard Self.colons(in: bytes) == members.count else {
            throw DashboardProblem(.wrong, "the body has a member twice")
        }
        self.init(members.compactMapValues { $0?.text })
    }

    /// Outside of texts: one for each member, because no member has members.
    private static func colons(in json: [UInt8]) -> Int {
        var (count, isText, isEscaped) = (0, false, false)
        for byte in json {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\"") {
                isText.toggle()
            } else if isText {
                isEscaped = byte == UInt8(ascii: "\\")
            } else if byte == UInt8(ascii: ":") {
                count += 1
            }
        }
        return count
    }

    /// `nil` for an empty field.
    subscript(name: String) -> String? { values[name] }

    /// A field that must be filled in.
    func required(_ name: String) throws(DashboardProblem) -> String {
        guard let value = values[name] else { throw DashboardProblem(.wrong, "'\(name)' is missing") }
        return value
    }

    /// Whether a field says `true`, or what a box of a form says when it is ticked.
    func flag(_ name: String) throws(DashboardProblem) -> Bool {
        switch values[name] {
        case nil, "false": false
        case "true", "on": true
        default: throw DashboardProblem(.wrong, "'\(name)' takes true or false")
        }
    }

    /// How long something lasts: `for`, a time such as `1h`, or `until`, a moment.
    ///
    /// - Returns: when it ends; `nil`: when somebody ends it.
    func end(at now: Timestamp) throws(DashboardProblem) -> Timestamp? {
        switch (values["for"], values["until"]) {
        case (nil, nil): return nil
        case (_?, _?): throw DashboardProblem(.wrong, "say 'for' or 'until', not both")
        case (nil, let until?):
            guard let moment = Timestamp(written: until) else {
                throw DashboardProblem(.wrong, "'until' takes a moment such as 2026-11-22T15:00:00Z")
            }
            return moment
        case (let text?, nil):
            guard let duration = DurationText.duration(text), duration > .zero, duration <= Self.longest else {
                throw DashboardProblem(
                    .wrong, "'for' takes a time such as 30m, 1h or 7d, of 3650d at most; left empty: for good")
            }
            return now.advanced(by: duration)
        }
    }

    /// Refuses fields that nobody asked for.
    func check(against names: [String]) throws(DashboardProblem) {
        guard let unknown = values.keys.sorted().first(where: { !names.contains($0) }) else { return }
        let known = names.isEmpty ? "it takes none" : "there are \(names.joined(separator: ", "))"
        throw DashboardProblem(.wrong, "there is no field '\(unknown.prefix(40))'; \(known)")
    }

    private struct Member: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self.text = text
            } else if let flag = try? container.decode(Bool.self) {
                text = flag ? "true" : "false"
            } else {
                text = String(try container.decode(Int.self))
            }
        }
    }
}

extension Timestamp {
    /// A moment as RFC 3339 writes it in UTC, with or without a fraction of a second.
    init?(written text: String) {
        let styles = [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()]
        guard text.utf8.count <= 32, let date = styles.lazy.compactMap({ try? $0.parse(text) }).first else {
            return nil
        }
        self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
    }
}
