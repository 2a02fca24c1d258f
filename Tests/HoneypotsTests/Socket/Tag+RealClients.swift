import Testing

extension Tag {
    /// Needs programs beside the toolchain's, and SIKKER_REAL_CLIENTS=1 to be run.
    @Tag static var realClients: Self
}
