/// Header fields that every page goes out with, on top of what any answer has.
package enum PageFields {
    package typealias Field = (name: StaticString, value: StaticString)

    /// Nothing runs, nothing is loaded but the style and pictures of this server, forms lead to this server only, and no other
    /// page may hold this one in a frame (CSP3).
    package static let all: [Field] =
        [
            (
                "Content-Security-Policy",
                """
                default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
                """
            )
        ] + others

    /// The same for pages that run this server's own script, which asks this server only.
    package static let scripted: [Field] =
        [
            (
                "Content-Security-Policy",
                """
                default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
                frame-ancestors 'none'; base-uri 'none'
                """
            )
        ] + others

    private static let others: [Field] = [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        // Pages elsewhere are not told from where somebody came: addresses of pages may be secret. To this server itself the
        // origin is told, because forms are known by it (``CrossSite``).
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
}
