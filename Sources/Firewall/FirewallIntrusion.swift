/// Somebody else changed our objects.
package enum FirewallIntrusion: Equatable, Sendable {
    /// The name of the program that did it; empty where the kernel does not say.
    case changed(by: String)
    /// Changes were missed, maybe to our objects, maybe not.
    case unknown
}
