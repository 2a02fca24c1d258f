import Detection
import ThreatModel

/// Which behaviours of the catalogue are wanted.
struct CatalogueFilter: Equatable {
    /// Characters that may be searched for.
    static let maximumSearchLength = 100

    /// Each of these stands somewhere in what is told of a behaviour.
    private(set) var search = ""
    /// The least grave.
    private(set) var severity: Severity?
    private(set) var attackProtocol: AttackProtocol?
    private(set) var tactic: AttackTactic?
    /// An ATT&CK technique or sub-technique, or one below it.
    private(set) var technique: String?

    init() {}

    /// - Parameter isForm: whether a field that was left empty asks for nothing, as in forms.
    init(_ query: QueryParameters, isForm: Bool = false) throws(RequestError) {
        var filter = Self()
        try query.forEach { (name, value) throws(RequestError) in
            if isForm, value.isEmpty { return }
            switch name {
            case "q":
                guard value.unicodeScalars.count <= Self.maximumSearchLength else {
                    throw .badRequest("'q' may have at most \(Self.maximumSearchLength) characters")
                }
                filter.search = value
            case "severity": filter.severity = try Self.word(name, value)
            case "protocol": filter.attackProtocol = try Self.word(name, value)
            case "tactic":
                guard let tactic = AttackTactic(phaseName: value) else {
                    let accepted = AttackTactic.allCases.map(\.phaseName).joined(separator: ", ")
                    throw .badRequest("'tactic' must be one of \(accepted)")
                }
                filter.tactic = tactic
            case "technique": filter.technique = try Self.technique(value)
            default: break
            }
        }
        self = filter
    }

    private static func word<Word: NamedVocabulary>(_ name: String, _ value: String) throws(RequestError) -> Word {
        guard let word = Word(name: value) else { throw .badRequest("'\(name)' must be one of \(Word.acceptedNames)") }
        return word
    }

    private static func technique(_ value: String) throws(RequestError) -> String {
        guard value.wholeMatch(of: /[Tt][0-9]{4}(\.[0-9]{3})?/) != nil else {
            throw .badRequest("'technique' must be an ATT&CK technique, such as T1059 or T1059.004")
        }
        return value.uppercased()
    }

    /// Words between blanks; forms send `+` for a blank, and nobody searches for that.
    private var words: [String] {
        search.split { $0.isWhitespace || $0 == "+" }.map { $0.lowercased() }
    }

    /// Whether it leaves nothing out.
    var isEverything: Bool {
        words.isEmpty && severity == nil && attackProtocol == nil && tactic == nil && technique == nil
    }

    /// Indices of the behaviours that are wanted, the gravest first, then by name.
    func behaviours(of catalogue: DetectionCatalogue) -> [Int] {
        let words = words
        return catalogue.behaviours.indices
            .filter { holds(catalogue.behaviours[$0]) && Self.found(words, in: catalogue.behaviours[$0]) }
            .sorted { first, second in
                let (first, second) = (catalogue.behaviours[first], catalogue.behaviours[second])
                return (second.severity, first.name) < (first.severity, second.name)
            }
    }

    private func holds(_ behaviour: Behaviour) -> Bool {
        if let severity, behaviour.severity < severity { return false }
        if let attackProtocol, !behaviour.protocols.contains(attackProtocol) { return false }
        if let tactic, !behaviour.attack.contains(where: { AttackTechnique.tactics(of: $0).contains(tactic) }) {
            return false
        }
        guard let technique else { return true }
        return behaviour.attack.contains { $0 == technique || $0.hasPrefix(technique + ".") }
    }

    private static func found(_ words: [String], in behaviour: Behaviour) -> Bool {
        guard !words.isEmpty else { return true }
        let techniques = behaviour.attack.map { "\($0) \(AttackTechnique.name(of: $0) ?? "")" }
        let text = ([behaviour.name, behaviour.title, behaviour.description] + techniques).joined(separator: "\n")
            .lowercased()
        return words.allSatisfy { text.contains($0) }
    }
}

extension AttackTactic {
    /// The tactic whose ``phaseName`` that is.
    init?(phaseName: String) {
        guard let tactic = Self.allCases.first(where: { $0.phaseName == phaseName }) else { return nil }
        self = tactic
    }
}
