/// An attribute of an element: its name is ours, its value is escaped. What a browser would follow or run is no plain text:
/// addresses are a ``LinkTarget``, and for scripts and styles there is no attribute.
package struct Attribute: Sendable {
    private let prefix: StaticString
    private let name: StaticString
    /// `nil`: the attribute stands without a value.
    private let value: String?

    private init(_ name: StaticString, _ value: String?, prefix: StaticString = "") {
        self.prefix = prefix
        self.name = name
        self.value = value
    }

    func append(to html: inout HTML) {
        html.append(markup: " ")
        html.append(markup: prefix)
        html.append(markup: name)
        guard let value else { return }
        html.append(markup: "=\"")
        html.append(HTML(text: value))
        html.append(markup: "\"")
    }

    package static func `class`(_ names: String) -> Self { Self("class", names) }
    package static func id(_ id: String) -> Self { Self("id", id) }
    package static func lang(_ language: StaticString) -> Self { Self("lang", language.description) }
    package static func title(_ text: String) -> Self { Self("title", text) }
    package static func role(_ role: StaticString) -> Self { Self("role", role.description) }
    package static func label(_ text: String) -> Self { Self("aria-label", text) }
    package static func labelled(by id: String) -> Self { Self("aria-labelledby", id) }
    package static func described(by id: String) -> Self { Self("aria-describedby", id) }
    package static let isCurrentPage = Self("aria-current", "page")
    package static let isHiddenFromReaders = Self("aria-hidden", "true")
    /// Lets the keyboard reach what scrolls.
    package static let isFocusable = Self("tabindex", "0")

    package static func href(_ target: LinkTarget) -> Self { Self("href", target.text) }
    package static func rel(_ relation: StaticString) -> Self { Self("rel", relation.description) }

    static func src(_ target: LinkTarget) -> Self { Self("src", target.text) }
    package static func action(_ target: LinkTarget) -> Self { Self("action", target.text) }
    package static func method(_ method: FormMethod) -> Self { Self("method", method.rawValue) }
    package static func name(_ name: String) -> Self { Self("name", name) }
    package static func value(_ value: String) -> Self { Self("value", value) }
    package static func content(_ content: String) -> Self { Self("content", content) }
    package static func type(_ type: StaticString) -> Self { Self("type", type.description) }
    package static func `for`(_ id: String) -> Self { Self("for", id) }
    package static func placeholder(_ text: String) -> Self { Self("placeholder", text) }
    package static func minimum(_ number: Int) -> Self { Self("min", String(number)) }
    package static func maximum(_ number: Int) -> Self { Self("max", String(number)) }
    package static func maximumLength(_ count: Int) -> Self { Self("maxlength", String(count)) }
    package static func rows(_ count: Int) -> Self { Self("rows", String(count)) }
    package static func autocomplete(_ kind: StaticString) -> Self { Self("autocomplete", kind.description) }
    package static let isRequired = Self("required", nil)
    package static let isSelected = Self("selected", nil)
    package static let isSpelledFreely = Self("spellcheck", "false")
    package static let isOpen = Self("open", nil)
    package static let isChecked = Self("checked", nil)
    package static let isDisabled = Self("disabled", nil)
    /// Not shown until a script shows it.
    package static let isHidden = Self("hidden", nil)
    /// What a script of ours finds it by.
    package static func data(_ name: StaticString, _ value: String) -> Self { Self(name, value, prefix: "data-") }
    /// Said by readers of the screen when it changes, once they have finished.
    package static let isLive = Self("aria-live", "polite")

    static let refreshes = Self("http-equiv", "refresh")
    static let restricts = Self("http-equiv", "Content-Security-Policy")
    package static let charset = Self("charset", "utf-8")
    package static func columns(_ count: Int) -> Self { Self("colspan", String(count)) }
    package static func scope(_ scope: StaticString) -> Self { Self("scope", scope.description) }
    package static func dateTime(_ time: String) -> Self { Self("datetime", time) }

    // Of drawings.
    static func viewBox(width: Int, height: Int) -> Self { Self("viewBox", "0 0 \(width) \(height)") }
    static let isStretched = Self("preserveAspectRatio", "none")
    static func x(_ x: Int) -> Self { Self("x", String(x)) }
    static func y(_ y: Int) -> Self { Self("y", String(y)) }
    static func width(_ width: Int) -> Self { Self("width", String(width)) }
    static func height(_ height: Int) -> Self { Self("height", String(height)) }
    static func path(_ path: String) -> Self { Self("d", path) }

    package enum FormMethod: String, Sendable {
        case get, post
    }
}
