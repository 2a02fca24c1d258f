import WebPages

extension Tag {
    /// One of several that can be chosen.
    static func option(_ value: String, _ title: String, isChosen: Bool) -> HTML {
        isChosen ? Tag.option(.value(value), .isSelected) { title } : Tag.option(.value(value)) { title }
    }
}
