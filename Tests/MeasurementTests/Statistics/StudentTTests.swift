import Measurement
import Testing

@Suite("Student's t")
struct StudentTTests {
    @Test(
        "Has the factors of the printed tables, 95 % and 99 %",
        arguments: [
            (1, 12.706, 63.657), (2, 4.303, 9.925), (3, 3.182, 5.841), (4, 2.776, 4.604),
            (5, 2.571, 4.032), (9, 2.262, 3.250), (10, 2.228, 3.169), (19, 2.093, 2.861),
            (30, 2.042, 2.750), (60, 2.000, 2.660), (120, 1.980, 2.617), (.infinity, 1.960, 2.576),
        ] as [(Double, Double, Double)])
    func table(degrees: Double, factor95: Double, factor99: Double) {
        let student = StudentT(degreesOfFreedom: degrees)
        #expect(abs(student.factor(confidence: 0.95) - factor95) <= 0.000_51)
        #expect(abs(student.factor(confidence: 0.99) - factor99) <= 0.000_51)
        #expect(abs(student.quantile(0.975) / student.factor(confidence: 0.95) - 1) < 1e-12)
        #expect(abs(student.quantile(0.025) / student.quantile(0.975) + 1) < 1e-12)
    }

    @Test("Is exact where there is a closed form: one degree is Cauchy's, two an algebraic one")
    func closedForms() {
        let cauchy = StudentT(degreesOfFreedom: 1)
        #expect(abs(cauchy.quantile(0.75) - 1) < 1e-12)
        #expect(abs(cauchy.factor(confidence: 1 - 1e-6) / 636_619.772_4 - 1) < 1e-9)
        let two = StudentT(degreesOfFreedom: 2)
        for share in [0.6, 0.9, 0.999] {
            let exact = (2 * share - 1) / (2 * share * (1 - share)).squareRoot()
            #expect(abs(two.quantile(share) / exact - 1) < 1e-10)
        }
        #expect(abs(StudentT.normal.quantile(0.975) - 1.959_963_984_540_054) < 1e-12)
        #expect(StudentT(degreesOfFreedom: 7).quantile(0.5) == 0)
    }

    @Test("Falls with every degree of freedom, fractions too, towards the normal")
    func monotone() {
        var last = Double.infinity
        for degrees in [1, 1.5, 2, 3.7, 10, 100, 1e4, 1e6, 1e7, 1e8] {
            let factor = StudentT(degreesOfFreedom: degrees).factor(confidence: 0.95)
            #expect(factor < last)
            last = factor
        }
        #expect(abs(last - StudentT.normal.factor(confidence: 0.95)) < 1e-12)
    }
}
