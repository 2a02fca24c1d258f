/// Which of the states that a backend has seen or made something refers to. It becomes another one with every change to our
/// objects, by ourselves or by somebody else.
package struct FirewallRevision: Hashable, Sendable {
    let number: UInt64

    static let first = Self(number: 0)

    var next: Self { Self(number: number + 1) }
}
