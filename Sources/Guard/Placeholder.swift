enum GuardPlaceholder {}
