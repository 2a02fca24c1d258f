import Foundation
import Logging
import Testing

@testable import Observability

@Suite struct LineLogHandlerTests {
    static func logger(
        _ output: CollectedOutput, format: LogFormat = .text, colour: Bool = false, level: Logger.Level = .trace
    ) -> Logger {
        Logger(label: "sensor") { label in
            LineLogHandler(
                label: label, level: level, format: format, isColoured: colour, output: output,
                now: { 1_700_000_000_123 })
        }
    }

    /// The line without its eight characters of local time, which depends on the machine.
    static func rest(_ line: String) -> String { String(line.dropFirst(8)) }

    @Test func textHasTimeLevelMessageAndSortedValues() throws {
        let output = CollectedOutput()
        Self.logger(output).info("listening", metadata: ["port": "2323", "address": "[::]", "note": "two words"])
        let line = try #require(output.lines.first)
        #expect(Self.rest(line) == " INFO listening address=[::] note=\"two words\" port=2323\n")
        #expect(line.prefix(8).allSatisfy { $0.isNumber || $0 == ":" })
    }

    @Test(arguments: [
        ("a\nb", "a\\nb"), ("a\r\nINFO forged", "a\\r\\nINFO forged"), ("\u{1b}[31mred", "\\u{1b}[31mred"),
        ("tab\there", "tab\\there"), ("\u{9b}1m", "\\u{9b}1m"), ("\u{202e}evil", "\\u{202e}evil"),
        ("\u{2028}x", "\\u{2028}x"), ("nul\0", "nul\\u{0}"), ("Ünïcödé 日本", "Ünïcödé 日本"), ("\u{7f}", "\\u{7f}"),
        ("\u{200b}\u{feff}", "\\u{200b}\\u{feff}"),
    ])
    func attackersCharactersAreEscaped(text: String, written: String) throws {
        let output = CollectedOutput()
        Self.logger(output).warning("\(text)")
        #expect(Self.rest(try #require(output.lines.first)) == " WARNING \(written)\n")
    }

    @Test func valuesCannotForgeOtherValues() throws {
        let output = CollectedOutput()
        Self.logger(output).info("m", metadata: ["a": "x b=y", "c": "q\"uote\\", "d": ""])
        #expect(Self.rest(try #require(output.lines.first)) == #" INFO m a="x b=y" c="q\"uote\\" d="""# + "\n")
    }

    @Test func everythingIsCut() throws {
        let output = CollectedOutput()
        let long = String(repeating: "A", count: 100_000)
        Self.logger(output).info(
            "\(long)", metadata: Dictionary(uniqueKeysWithValues: (0..<200).map { ("k\($0)", "\(long)") }))
        let line = try #require(output.lines.first)
        let bound = LogLine.maximumMessageBytes + LogLine.maximumValues * (LogLine.maximumValueBytes + 80) + 100
        #expect(line.utf8.count < bound)
        #expect(line.contains("AAA… k0=AAA"))
        #expect(line.split(separator: "\n").count == 1)
    }

    @Test func jsonIsOneObjectALine() throws {
        let output = CollectedOutput()
        Self.logger(output, format: .json).error("bad \"thing\"\n", metadata: ["n": "1\u{1b}", "list": ["a", "b"]])
        let line = try #require(output.lines.first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["time"] as? Int == 1_700_000_000_123)
        #expect(object["level"] as? String == "error")
        #expect(object["logger"] as? String == "sensor")
        #expect(object["message"] as? String == "bad \"thing\"\\n")
        #expect(object["fields"] as? [String: String] == ["n": "1\\u{1b}", "list": #"["a", "b"]"#])
        #expect(line.hasSuffix("}\n"))
    }

    @Test func levelMetadataAndProviderAreHonoured() throws {
        let output = CollectedOutput()
        var logger = Self.logger(output, level: .notice)
        logger[metadataKey: "sensor"] = "s1"
        logger.info("not written")
        logger.notice("written", metadata: ["sensor": "s2"])
        logger.handler.metadataProvider = .init { ["request": "r1"] }
        logger.notice("again")
        #expect(output.lines.map(Self.rest) == [" NOTICE written sensor=s2\n", " NOTICE again request=r1 sensor=s1\n"])
    }

    @Test func colourOnlyOnTheLevel() throws {
        let output = CollectedOutput()
        Self.logger(output, colour: true).error("x")
        #expect(Self.rest(try #require(output.lines.first)) == " \u{1b}[31mERROR\u{1b}[0m x\n")
    }

    @Test(
        arguments: [
            ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
            (["CLICOLOR_FORCE": "1"], false, true), (["CLICOLOR_FORCE": "0"], false, false),
            (["TERM": "dumb"], true, false),
            (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false),
        ] as [([String: String], Bool, Bool)])
    func colourIsWanted(environment: [String: String], terminal: Bool, wanted: Bool) {
        #expect(LogColour.isWanted(environment: environment, isTerminal: terminal) == wanted)
    }
}
