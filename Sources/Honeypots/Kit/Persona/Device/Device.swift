/// One embedded device: a unit of a model, with addresses, dates and names of its own.
package struct Device: Hashable, Sendable {
    package let model: DeviceModel
    package let hostname: String
    package let firmware: FirmwareBuild
    package let zone: TimeZoneDress
    package let chip: String
    package let cores: Int
    /// Times ten: 3853 is "385.30" of /proc/cpuinfo.
    package let bogoMIPSTimesTen: Int
    package let memoryKiB: Int
    package let boots: BootHistory
    package let hardwareAddress: HardwareAddress
    package let lanAddress: String
    /// The address its provider gave it, where it routes: private too, behind the provider's own translation.
    package let wanAddress: String
    /// The serial number printed on its label.
    package let serial: String
    /// What starting a program takes on it: the login prompt comes this long after the negotiation.
    package let startDelay: Duration
    /// root's password in /etc/passwd, as crypt(3) with MD5 keeps it.
    package let passwordHash: String

    package var architecture: DeviceArchitecture { model.architecture }
    package var telnet: TelnetDress { model.telnet }

    init(_ organisation: Organisation, _ generator: inout SeededGenerator) {
        let model = DeviceModel.all[generator.below(DeviceModel.all.count)]
        self.model = model
        zone = TimeZoneDress.all[generator.below(TimeZoneDress.all.count)]
        firmware = FirmwareBuild(model, zone, &generator)
        chip = generator.pick(from: model.chips) ?? ""
        cores = generator.pick(from: model.cores) ?? 1
        bogoMIPSTimesTen = generator.number(in: 2600...9950)
        memoryKiB = (generator.pick(from: model.memoryKiB) ?? 0) + generator.number(in: -90...90) * 4
        boots = BootHistory(days: 9...140, &generator)
        hardwareAddress = HardwareAddress(vendors: model.vendors, &generator)
        lanAddress = generator.pick(from: model.lanAddresses) ?? ""
        // 100.64.0.0/10 is the space for carrier-grade translation (RFC 6598).
        wanAddress = "100.\(generator.number(in: 64...127)).\(generator.below(256)).\(generator.number(in: 2...250))"
        serial = generator.hexadecimal(digits: 12).uppercased()
        passwordHash = Self.drawHash(&generator)
        startDelay = .milliseconds(generator.number(in: 40...180))
        let unit = String(hardwareAddress.value & 0xffff, radix: 16)
        let suffix = String(repeating: "0", count: 4 - unit.utf8.count) + unit
        hostname =
            switch model.hostnames {
            case .unset: "(none)"
            case .oneOf(let names): generator.pick(from: names) ?? ""
            case .serial(let prefixes): (generator.pick(from: prefixes) ?? "") + suffix.uppercased()
            }
    }

    /// "$1$", eight characters of salt, "$", 22 of hash, from crypt(3)'s alphabet.
    private static func drawHash(_ generator: inout SeededGenerator) -> String {
        let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        let draw = { (count: Int, generator: inout SeededGenerator) in
            String(decoding: (0..<count).map { _ in alphabet[generator.below(alphabet.count)] }, as: UTF8.self)
        }
        // The last character carries only two bits of the 128.
        return "$1$" + draw(8, &generator) + "$" + draw(21, &generator) + String("./01"[generator.below(4)])
    }
}

extension String {
    fileprivate subscript(offset: Int) -> Character { self[index(startIndex, offsetBy: offset)] }
}
