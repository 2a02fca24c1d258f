import Testing

@testable import ThreatAPI

@Suite("Reading CSV")
struct CSVReaderTests {
    enum Row: Equatable {
        case fields([String?])
        case malformed
    }

    static func read(_ bytes: [UInt8]) -> [Row] {
        bytes.withUnsafeBufferPointer { bytes in
            var reader = CSVReader(bytes)
            var fields: [CSVReader.Field] = []
            var rows: [Row] = []
            while true {
                switch reader.next(into: &fields) {
                case .record: rows.append(.fields(fields.map { reader.text($0) }))
                case .malformed: rows.append(.malformed)
                case .end: return rows
                }
            }
        }
    }

    static func read(_ text: String) -> [Row] { read(Array(text.utf8)) }

    @Test(
        "Every spelling of the same rows",
        arguments: [
            "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d", "\u{feff}a,b\nc,d", "a;b\nc;d", "\"a\",\"b\"\n\"c\",d",
            " a , b \n\t\"c\" ,d", "sep=;\na;b\nc;d",
        ])
    func spellings(_ text: String) {
        let rows = Self.read(text)
        #expect(rows == [.fields(["a", "b"]), .fields(["c", "d"])])
    }

    @Test("Quoted fields hold separators, line ends and quotation marks")
    func quoted() {
        #expect(
            Self.read("1,\"a,b;c\r\nd\n\",\"say \"\"hi\"\"\"\n2,\"\",x\n")
                == [.fields(["1", "a,b;c\r\nd\n", "say \"hi\""]), .fields(["2", "", "x"])])
        // A quotation mark inside an unquoted field is a character like others.
        #expect(Self.read("5\" disk,b") == [.fields(["5\" disk", "b"])])
    }

    @Test("The separator is the first that stands outside of quotation marks")
    func separators() {
        #expect(Self.read("\"a,b\";c,d\n1;2") == [.fields(["a,b", "c,d"]), .fields(["1", "2"])])
        #expect(Self.read("a,b;c") == [.fields(["a", "b;c"])])
        #expect(Self.read("sep=\t\na\tb") == [.fields(["a", "b"])])
    }

    @Test("Empty fields and lines are there")
    func empty() {
        #expect(Self.read(",\n\n,a,\n") == [.fields(["", ""]), .fields([""]), .fields(["", "a", ""])])
        #expect(Self.read("").isEmpty && Self.read("\u{feff}").isEmpty)
    }

    @Test("A malformed row does not take the next one with it, but for a quotation mark that is never closed")
    func malformed() {
        #expect(
            Self.read("a,\"b\" c,d\ne,f\n\"g\"h\"\ni,j") == [
                .malformed, .fields(["e", "f"]), .malformed, .fields(["i", "j"]),
            ])
        #expect(Self.read("a,b\nc,\"d\ne,f\n") == [.fields(["a", "b"]), .malformed])
    }

    @Test("What is not UTF-8 is told apart")
    func encodings() {
        #expect(
            Self.read(Array("a,".utf8) + [0xff] + Array(",\"é\"\"".utf8) + [0xc3] + Array("\"".utf8)) == [
                .fields(["a", nil, nil])
            ])
    }

    @Test("So many fields are kept and no more")
    func manyFields() {
        let text = Array(repeating: "x", count: 100).joined(separator: ",") + "\ny"
        #expect(
            Self.read(text) == [
                .fields(Array(repeating: "x", count: CSVReader.maximumFields)), .fields(["y"]),
            ])
    }

    @Test("What a writer by the book wrote is read back", arguments: 0..<50 as Range<UInt64>)
    func roundTrip(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("ab,;\"\n\r é\t=")
        let separator = Bool.random(using: &generator) ? "," : ";"
        let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        let rows: [[String]] = (0..<Int.random(in: 1...20, using: &generator)).map { _ in
            (0..<Int.random(in: 2...6, using: &generator)).map { _ in
                String(
                    (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                        alphabet.randomElement(using: &generator) ?? "a"
                    })
            }
        }
        let text = rows.map { row in
            row.map { field in
                // Blanks at the ends belong to a field only in quotation marks.
                let isPlain = field.allSatisfy { !",;\"\n\r\r\n \t".contains($0) } && Bool.random(using: &generator)
                return isPlain ? field : "\"" + field.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: separator)
        }.joined(separator: lineEnd)
        #expect(Self.read(text) == rows.map { .fields($0) }, "\(text.debugDescription)")
    }
}
