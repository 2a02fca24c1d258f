enum ThreatAPIPlaceholder {}
