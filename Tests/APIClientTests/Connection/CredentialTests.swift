import Testing

@testable import APIClient

@Suite struct CredentialTests {
    @Test func dropsWhiteSpaceAroundIt() throws {
        #expect(try Credential("  st_abc\n").authorization == "Bearer st_abc")
    }

    @Test(arguments: ["", " \n", "st_a b", "st_a\r\nX-Evil: 1", "st_é", String(repeating: "a", count: 300)])
    func refusesWhatNoKeyIs(text: String) {
        let error = #expect(throws: APIError.self) { try Credential(text) }
        #expect(error?.description.contains("sk_ or st_") == true)
        if !text.isEmpty, text != " \n" { #expect(error?.description.contains(text) == false) }
    }

    @Test func neverShowsItself() throws {
        let credential = try Credential("st_TOPSECRET")
        var dumped = ""
        dump(credential, to: &dumped)
        for text in ["\(credential)", String(reflecting: credential), dumped, "\([credential])"] {
            #expect(!text.contains("SECRET"))
        }
    }
}
