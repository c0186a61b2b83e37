/// What a picture shows, in whole numbers; how it looks is the writer's affair.
package struct Plot: Hashable, Sendable {
    /// Which picture.
    package enum Form: String, Hashable, Sendable, CaseIterable {
        /// Bars beside each other.
        case bars
        /// Bars on top of each other.
        case stacked
        /// Lines over the labels.
        case lines
        /// A field for each series and label, the darker the more.
        case matrix
    }

    /// One colour of the picture, or a row of a matrix.
    package struct Series: Hashable, Sendable {
        /// What it is called.
        package let name: String
        /// A value for each label; `nil` for a gap.
        package let values: [Int64?]

        /// A series.
        package init(_ name: String, _ values: [Int64?]) {
            self.name = name
            self.values = values
        }
    }

    /// Which picture.
    package let form: Form
    /// What it shows, in a few words.
    package let title: String
    /// What it shows, in a sentence, for somebody who cannot see it.
    package let description: String
    /// What stands along the lower edge, or above the columns of a matrix.
    package let labels: [String]
    /// The values, as many in each as there are labels.
    package let series: [Series]
    /// How many decimals a value has, 0…6.
    package let digits: Int
    /// What the values are, `EUR`, `%`, `members`.
    package let unit: String

    /// A picture; each series must have a value or a gap for each label.
    package init(
        _ form: Form, title: String, description: String, labels: [String], series: [Series],
        digits: Int = 0, unit: String
    ) {
        precondition(series.allSatisfy { $0.values.count == labels.count }, "a series has gaps")
        self.form = form
        self.title = title
        self.description = description
        self.labels = labels
        self.series = series
        self.digits = digits
        self.unit = unit
    }
}
