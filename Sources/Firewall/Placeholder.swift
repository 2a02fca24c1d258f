enum FirewallPlaceholder {}
