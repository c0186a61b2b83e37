extension Endpoint {
    /// What can go wrong anywhere, by status.
    static let allProblems: [(Int, String)] = [
        (400, "The request cannot be understood."), (401, "Nobody we know asks."),
        (403, "The caller may not do this."), (404, "There is no such thing."),
        (405, "The method does not go there."), (409, "The answer is no; the code says why."),
        (412, "It was changed since it was read."), (413, "The body is too large."),
        (415, "The body is of a type that is not read here."),
        (416, "No such part is there; Content-Range says how long the whole is."),
        (422, "Not ours, or the Idempotency-Key stands for something else."),
        (428, "If-Match is missing."), (429, "Too many requests; Retry-After says when again."),
        (500, "A fault of ours."), (503, "Out of reach for a moment; nothing was booked."),
    ]

    /// The statuses of problems that it may answer with.
    var problemStatuses: [Int] {
        var statuses: Set<Int> = [400, 404, 405, 429, 500, 503]
        if access != .open { statuses.formUnion([401, 403, 409]) }
        if body != nil { statuses.formUnion([409, 413, 415, 422]) }
        if isNamedWrite { statuses.formUnion([409, 422]) }
        if isEdit { statuses.formUnion([412, 428]) }
        return statuses.union(problems).sorted()
    }
}
