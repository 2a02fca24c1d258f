/// The odd primes of sixteen bits, by the sieve of Eratosthenes.
enum SmallPrimes {
    static let odd: [UInt32] = {
        // Entry i stands for 2i + 3.
        var isPrime = [Bool](repeating: true, count: (1 << 15) - 1)
        for index in 0..<127 where isPrime[index] {
            let prime = 2 * index + 3
            for multiple in stride(from: (prime * prime - 3) / 2, to: isPrime.count, by: prime) {
                isPrime[multiple] = false
            }
        }
        return isPrime.indices.lazy.filter { isPrime[$0] }.map { UInt32(2 * $0 + 3) }
    }()
}
