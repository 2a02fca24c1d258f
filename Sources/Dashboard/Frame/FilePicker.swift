import WebPages

/// Lets somebody choose a file whose text a script puts where it would be typed. Without scripts it is not there.
enum FilePicker {
    /// - Parameter id: of the field that the text goes into.
    static func html(into id: String) -> HTML {
        Tag.div(.isHidden, .data("file-into", id)) {
            Tag.label(.for("\(id)-file")) { "From a file" }
            // Without a name it is not sent.
            Tag.input(.id("\(id)-file"), .type("file"))
        }
    }
}
