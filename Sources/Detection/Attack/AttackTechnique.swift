/// What is known of the techniques of MITRE ATT&CK for Enterprise that rules may name.
package enum AttackTechnique {
    /// The tactics that a technique serves; those of a sub-technique are its technique's. Empty when it is not known here.
    ///
    /// - Parameter id: such as `T1059` or `T1059.004`.
    package static func tactics(of id: some StringProtocol) -> AttackTacticSet {
        guard id.hasPrefix("T"), let number = Int(id.dropFirst().prefix { $0 != "." }) else { return [] }
        return tactics[number] ?? []
    }

    /// The number of each technique, by the tactics under which the matrix shows it.
    private static let tactics: [Int: AttackTacticSet] = {
        let table: [([AttackTactic], [Int])] = [
            ([.reconnaissance], [1589, 1590, 1591, 1592, 1593, 1594, 1595, 1596, 1597, 1598]),
            ([.resourceDevelopment], [1583, 1584, 1585, 1586, 1587, 1588, 1608]),
            ([.initialAccess], [1189, 1190, 1195, 1199, 1200, 1566]),
            ([.initialAccess, .persistence], [1133]),
            ([.initialAccess, .persistence, .privilegeEscalation, .defenseEvasion], [1078]),
            ([.execution], [1047, 1059, 1106, 1129, 1203, 1204, 1559, 1569, 1609]),
            ([.execution, .persistence, .privilegeEscalation], [1053]),
            ([.execution, .defenseEvasion], [1610]),
            ([.persistence], [1136, 1505, 1554]),
            ([.persistence, .privilegeEscalation], [1037, 1098, 1543, 1546, 1547]),
            ([.persistence, .privilegeEscalation, .defenseEvasion], [1574]),
            ([.persistence, .defenseEvasion], [1112]),
            ([.privilegeEscalation], [1068, 1611]),
            ([.privilegeEscalation, .defenseEvasion], [1055, 1134, 1548]),
            ([.defenseEvasion], [1014, 1027, 1036, 1070, 1140, 1202, 1222, 1562, 1564, 1612, 1620]),
            ([.defenseEvasion, .discovery], [1497, 1622]),
            ([.credentialAccess], [1003, 1110, 1187, 1212, 1528, 1539, 1552, 1555]),
            ([.credentialAccess, .discovery], [1040]),
            ([.credentialAccess, .collection], [1557]),
            (
                [.discovery],
                [
                    1007, 1012, 1016, 1018, 1033, 1046, 1049, 1057, 1069, 1082, 1083, 1087, 1120, 1124, 1135, 1518,
                    1526,
                    1580, 1613, 1614,
                ]
            ),
            ([.lateralMovement], [1021, 1080, 1210, 1534, 1563, 1570]),
            ([.collection], [1005, 1039, 1074, 1113, 1114, 1115, 1119, 1125, 1213, 1530, 1560, 1602]),
            ([.commandAndControl], [1071, 1090, 1095, 1102, 1105, 1132, 1219, 1568, 1571, 1572, 1573]),
            ([.exfiltration], [1020, 1029, 1041, 1048, 1052, 1537, 1567]),
            (
                [.impact],
                [1485, 1486, 1489, 1490, 1491, 1495, 1496, 1498, 1499, 1529, 1531, 1561, 1565, 1657]
            ),
        ]
        var tactics: [Int: AttackTacticSet] = [:]
        for (members, numbers) in table { for number in numbers { tactics[number] = AttackTacticSet(members) } }
        return tactics
    }()
}
