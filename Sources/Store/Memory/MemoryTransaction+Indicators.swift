extension MemoryTransaction {
    func indicatorKey() -> [UInt8] { state.indicatorKey }
}
