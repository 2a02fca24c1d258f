/// One place of a site and what answers there. Every place our servers know is a line of one of the tables in
/// `HTTPRoute+….swift`.
struct HTTPRoute: Sendable {
    enum Place: Sendable {
        case path(String)
        case prefix(String)
        case suffix(String)
    }

    typealias Answer = @Sendable (HTTPExchange) -> HTTPResponse

    let place: Place
    let answer: Answer

    init(_ path: String, _ answer: @escaping Answer) { (place, self.answer) = (.path(path), answer) }
    init(prefix: String, _ answer: @escaping Answer) { (place, self.answer) = (.prefix(prefix), answer) }
    init(suffix: String, _ answer: @escaping Answer) { (place, self.answer) = (.suffix(suffix), answer) }

    func matches(_ path: String) -> Bool {
        switch place {
        case .path(let own): path == own
        case .prefix(let own): path.hasPrefix(own)
        case .suffix(let own): path.hasSuffix(own)
        }
    }
}
