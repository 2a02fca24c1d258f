enum SensorPlaceholder {}
