import TesseraAnswers

/// Pages of long lists: so many items behind a cursor, and the cursor of the next page.
enum Paging {
    /// The parameters of a list.
    static let parameters: [Endpoint.Parameter] = [
        .query("after", .id, "The `next` of the page before."),
        .query("limit", .integer(1...1_000), "How many at most; 100 if left away."),
    ]

    /// The shape of a page.
    static func shape(of item: Shape) -> Shape {
        .record([
            .required("items", .list(item, most: 1_000)),
            .optional("next", .id, "Where the next page begins; missing on the last."),
        ])
    }

    /// A page, read with one item more than it shows.
    ///
    /// - Parameters:
    ///   - items: At most one more than the limit.
    ///   - limit: How many the page shows.
    ///   - cursor: What stands for an item.
    ///   - value: The item as it is shown.
    /// - Returns: A page with its cursor.
    static func reply<Item>(
        _ items: [Item], _ limit: Int, cursor: (Item) -> String, _ value: (Item) -> JSONValue
    ) -> Reply {
        let shown = items.prefix(limit)
        let next = items.count > limit ? shown.last.map(cursor) : nil
        return .ok(
            .record(
                ("items", .array(shown.map(value))), ("next", next.map { .string($0) })))
    }
}
