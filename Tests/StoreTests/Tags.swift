import Testing

extension Tag {
    /// Needs root: mounts or namespaces of its own.
    @Tag static var namespaces: Self
}
