import Detection

/// The names that records refer to by number, with what an answer says about each; immutable.
struct WordTable: Sendable {
    private(set) var words: [String] = []
    private var numbers: [String: Int] = [:]
    private var texts: [Text] = []
    private var indicatorTexts: [IndicatorText] = []
    /// Whose descriptions these are.
    private let catalogue: DetectionCatalogue

    /// What stands around the figures of a behaviour or primitive in an answer, as JSON.
    struct Text: Sendable {
        /// `{"name":"sh.dropper_pipe"`
        var head: [UInt8]
        /// `,"description":"…","attack":["T1059.004"]}` of a behaviour, without `attack` of a primitive.
        var tail: [UInt8]
    }

    init(words: [String], catalogue: DetectionCatalogue) {
        self.catalogue = catalogue
        for word in words { append(word) }
    }

    /// A name that the catalogue no longer knows keeps its figures and has no description.
    private mutating func append(_ word: String) {
        numbers[word] = words.count
        words.append(word)
        var head = JSONWriter()
        head.literal("{\"name\":")
        head.string(word)
        var tail = JSONWriter()
        tail.literal(",\"description\":")
        if let index = catalogue.behaviour(named: word) {
            let behaviour = catalogue.behaviours[index]
            tail.string(behaviour.description)
            tail.literal(",\"attack\":")
            tail.array(behaviour.attack) { $0.string($1) }
        } else {
            tail.string(catalogue.primitive(named: word).map { catalogue.primitives[$0].description } ?? "")
        }
        tail.literal("}")
        texts.append(Text(head: head.bytes, tail: tail.bytes))
        indicatorTexts.append(
            IndicatorText(
                word: word, behaviour: catalogue.behaviour(named: word).map { catalogue.behaviours[$0] }))
    }

    /// The table with more words at its end, and with what that catalogue says of all.
    func appending(_ new: [String], catalogue: DetectionCatalogue) -> WordTable {
        guard catalogue.isSame(as: self.catalogue) else { return WordTable(words: words + new, catalogue: catalogue) }
        var table = self
        for word in new { table.append(word) }
        return table
    }

    func number(of word: String) -> Int? { numbers[word] }

    /// A number that no word has (a damaged store) stands for a nameless one.
    func text(_ number: Int) -> Text { texts.indices.contains(number) ? texts[number] : Self.unknown }

    /// What an indicator says for a behaviour.
    func indicatorText(_ number: Int) -> IndicatorText {
        indicatorTexts.indices.contains(number) ? indicatorTexts[number] : Self.unknownIndicatorText
    }

    private static let unknownIndicatorText = IndicatorText(word: "unknown", behaviour: nil)

    private static let unknown = Text(head: Array(#"{"name":"""#.utf8), tail: Array(#","description":""}"#.utf8))
}
