/// The value of a key, of one of the kinds that keys take.
package enum SettingValue: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case texts([String])
    case flag(Bool)
}
