/// What the self-test found at one service.
package struct SelfTestResult: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// It spoke first, so many bytes.
        case greeted(Int)
        /// It answered when spoken to, so many bytes.
        case answered(Int)
        case failed(String)
    }

    package let listener: ListenerConfiguration
    package let outcome: Outcome

    package var isPassed: Bool {
        switch outcome {
        case .greeted, .answered: true
        case .failed: false
        }
    }
}

extension SelfTestResult: CustomStringConvertible {
    /// "telnet on port 2323 greets (12 bytes)".
    package var description: String {
        let place = "\(listener.service) on \(listener.place)"
        return switch outcome {
        case .greeted(let bytes): "\(place) greets (\(bytes) bytes)"
        case .answered(let bytes): "\(place) answers (\(bytes) bytes)"
        case .failed(let reason): "\(place) fails: \(reason)"
        }
    }
}
