import HTTPTypes
import TesseraAnswers
import TesseraOperations
import TesseraPrint

/// Codes as pictures, for pages that show one.
enum SymbolEndpoint {
    static let all = [draw]

    private static let draw = Endpoint(
        method: .post, path: "/v1/symbols", name: "draw_symbol",
        summary: "Draw a text as a QR code",
        about: "Books nothing. The text stands in the body, so it gets into no log.",
        part: .service, access: .scope(.check),
        body: .record([
            .required(
                "text", .text(upTo: 3_391, sample: "TZPAIR:0000"),
                "Capital letters, digits, space and `$%*+-./:`.")
        ]),
        answers: [
            Endpoint.Answer(
                status: 200, type: "image/svg+xml", about: "Black on white, with its quiet zone.",
                shape: .text(upTo: 1 << 20))
        ],
        run: { call in
            let drawing = try QRSymbol(call.text("text")).svg()
            return Reply(
                content: Reply.Content(type: "image/svg+xml", body: .bytes(Array(drawing.utf8))))
        })
}
