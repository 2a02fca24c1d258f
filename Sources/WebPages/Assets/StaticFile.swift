/// What pages ask for beside themselves: all of it is in the program.
package struct StaticFile: Sendable {
    package let name: String
    package let kind: Kind
    package let bytes: [UInt8]

    package var target: LinkTarget { .path("assets", name) }

    /// Those that pages of any site use.
    package static let all = [stylesheet, icon]

    package static let stylesheet = StaticFile("style.css", .style, texts(["style.css"]))
    package static let icon = StaticFile("icon.svg", .picture, texts(["icon.svg"]))

    package enum Kind: Sendable {
        /// CSS
        case style
        /// SVG
        case picture
        /// JavaScript
        case script

        package var mediaType: String {
            switch self {
            case .style: "text/css; charset=utf-8"
            case .picture: "image/svg+xml"
            case .script: "text/javascript; charset=utf-8"
            }
        }
    }

    /// - Parameter texts: one after the other.
    package init(_ name: String, _ kind: Kind, _ texts: [String]) {
        self.name = name
        self.kind = kind
        bytes = texts.flatMap { Array($0.utf8) }
    }

    private static func texts(_ names: [String]) -> [String] {
        names.flatMap { name in EmbeddedResources.files.filter { $0.name == name }.map(\.text.description) }
    }
}
