import Geolocation
import Testing

@Suite struct CountryCodeTests {
    @Test(arguments: [("de", "DE", "Germany"), ("US", "US", "United States"), ("xK", "XK", "Kosovo")])
    func readsTwoLettersInAnyCase(text: String, canonical: String, name: String) throws {
        let code = try #require(CountryCode(text))
        #expect(code.text == canonical)
        #expect(code.name == name)
    }

    @Test(arguments: ["", "D", "DEU", "D1", "??", "dé", "D ", "\u{0}\u{0}"])
    func refusesWhatIsNotTwoLetters(text: String) { #expect(CountryCode(text) == nil) }

    @Test func lettersThatNoCountryHasAreNameless() throws {
        for text in ["ZZ", "QQ", "EU", "AP"] { #expect(try #require(CountryCode(text)).name == nil) }
    }

    @Test func everyCodeHasItsNumberAndOrder() throws {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
        let codes = try letters.flatMap { first in
            try letters.map { try #require(CountryCode(first + $0)) }
        }
        #expect(codes.map(\.rawValue) == Array(1...CountryCode.most))
        #expect(codes == codes.sorted())
        #expect(codes.map(\.text) == codes.map(\.text).sorted())
        #expect(codes.count { $0.name != nil } == 250)
        #expect(CountryCode(rawValue: 0) == nil)
        #expect(CountryCode(rawValue: CountryCode.most + 1) == nil)
    }
}
