/// Room for the forms of one field's text, kept and used again.
struct TextBuffers: Sendable {
    var shell = ShellNormaliser()
    var request = RequestNormaliser()
    var sql = SQLNormaliser()
    /// A field that came as base64 because it is no UTF-8.
    var decoded: [UInt8] = []
    /// A field made up from others.
    var composed: [UInt8] = []
}
