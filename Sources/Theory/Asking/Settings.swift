/// The numbers a law is asked with, in the order of its parameters.
package struct Settings: Sendable, Equatable {
    /// One parameter's numbers: one, or a list, pairs one after the other.
    package struct Setting: Sendable, Equatable {
        package let parameter: Parameter
        package let numbers: [Double]
    }

    package let all: [Setting]

    subscript(parameter: Parameter) -> Double {
        list(parameter).first ?? .nan
    }

    func whole(_ parameter: Parameter) -> Int { Int(self[parameter]) }

    func list(_ parameter: Parameter) -> [Double] {
        guard let setting = all.first(where: { $0.parameter == parameter }) else {
            preconditionFailure("\(parameter.name) is no parameter of this law")
        }
        return setting.numbers
    }

    func pairs(_ parameter: Parameter) -> [(Double, Double)] {
        let numbers = list(parameter)
        return stride(from: 0, to: numbers.count - 1, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }
}
