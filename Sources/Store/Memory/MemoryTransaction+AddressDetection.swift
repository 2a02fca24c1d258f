import IPNetworks
import ThreatModel

extension MemoryTransaction {
    func addressDetection(of address: IPAddress) -> [UInt8]? { state.addressDetections[address]?.state }

    func saveAddressDetection(_ detection: [UInt8]?, of address: IPAddress, at now: Timestamp) {
        state.addressDetections[address] = detection.map { (changedAt: now, state: $0) }
    }

    func pruneAddressDetections(before cutoff: Timestamp, limit: Int) -> Int {
        let oldest = state.addressDetections.filter { $0.value.changedAt < cutoff }
            .sorted { $0.value.changedAt < $1.value.changedAt }.prefix(limit)
        for (address, _) in oldest { state.addressDetections[address] = nil }
        return oldest.count
    }
}
