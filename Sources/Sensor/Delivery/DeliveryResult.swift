/// What became of a batch: the label of `sensor_delivery_batches_total`.
enum DeliveryResult: String, CaseIterable, Sendable {
    case acknowledged
    /// The server found fault with it, or it was too large: it is sent again in parts.
    case split
    /// The one event it consisted of was set aside.
    case rejected
    /// It is sent again later.
    case failed
}
