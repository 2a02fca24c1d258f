enum DetectionPlaceholder {}
