import TestHosts
import Testing

extension Tag {
    /// Needs root and makes network namespaces of its own.
    @Tag static var namespaces: Self
}

extension Trait where Self == ConditionTrait {
    static var ifNamespacesArePermitted: Self {
        .enabled(if: TestHost.isPermitted, "makes network namespaces: needs root and SIKKER_NAMESPACES=1")
    }
}
