/// What every Sikker process says about itself, under the names that Prometheus' own libraries use.
package enum ProcessMetrics {
    static let residentMemory: Metric<Reading> = .reading(
        "process_resident_memory_bytes", help: "Resident memory of the process.",
        value: { Double(ProcessStatistics.residentBytes) })
    static let cpu: Metric<Reading> = .reading(
        "process_cpu_seconds_total", kind: .counter, help: "User and system CPU time spent.",
        value: { ProcessStatistics.cpuSeconds })
    static let openDescriptors: Metric<Reading> = .reading(
        "process_open_fds", help: "Open file descriptors.", value: { Double(ProcessStatistics.openFileDescriptors) })
    static let maximumDescriptors: Metric<Reading> = .reading(
        "process_max_fds", help: "Most file descriptors the process may open.",
        value: { Double(ProcessStatistics.maximumFileDescriptors) })
    static let start: Metric<Gauge> = .gauge(
        "process_start_time_seconds", help: "When the process started, in seconds since the epoch.")
    static let buildInfo: Metric<Gauge> = .gauge(
        "build_info", labels: "version", help: "Always 1; the label says which build runs.")

    package static let catalogue: [MetricDescription] = [
        residentMemory.description, cpu.description, openDescriptors.description, maximumDescriptors.description,
        start.description, buildInfo.description,
    ]

    /// Adds them all to a registry.
    package static func register(in registry: MetricsRegistry, version: String) {
        for reading in [residentMemory, cpu, openDescriptors, maximumDescriptors] { _ = registry.instrument(reading) }
        registry.instrument(start).set(ProcessStatistics.startSeconds)
        registry.instrument(buildInfo, version).set(1)
    }
}
