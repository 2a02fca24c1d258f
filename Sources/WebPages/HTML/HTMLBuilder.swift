/// Puts pieces of a page one after the other, as they are written; text among them is escaped.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ html: HTML) -> HTML { html }
    package static func buildExpression(_ text: String) -> HTML { HTML(text: text) }
    package static func buildExpression(_ number: Int) -> HTML { HTML(text: String(number)) }

    package static func buildBlock(_ parts: HTML...) -> HTML { joined(parts) }
    package static func buildArray(_ parts: [HTML]) -> HTML { joined(parts) }
    package static func buildOptional(_ part: HTML?) -> HTML { part ?? HTML() }
    package static func buildEither(first part: HTML) -> HTML { part }
    package static func buildEither(second part: HTML) -> HTML { part }

    private static func joined(_ parts: [HTML]) -> HTML { HTML(parts.flatMap(\.bytes)) }
}
