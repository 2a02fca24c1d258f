import Testing

@testable import Guard

struct ByteTextTests {
    @Test(arguments: [
        ("0", 0), ("512", 512), ("16K", 16 << 10), ("500M", 500 << 20), ("1G", 1 << 30), ("1536M", 1536 << 20),
    ])
    func sizesAreReadAndWritten(_ text: String, _ bytes: Int) {
        #expect(ByteText.bytes(text) == bytes)
        #expect(ByteText.text(bytes) == text)
    }

    @Test(arguments: ["", "G", "-1", "1.5G", "1g", "1GB", " 1", "１", "9999999999999", "999999999999G"])
    func whatIsNoSizeIsRefused(_ text: String) { #expect(ByteText.bytes(text) == nil) }
}
