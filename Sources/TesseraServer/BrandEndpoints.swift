import HTTPTypes
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraOperations

/// What pages need to know before anybody is signed in.
enum BrandEndpoints {
    static let all = [brand]

    static let shapes: [(name: String, shape: Shape)] = [
        (
            "brand",
            .record([
                .required("name", .text(upTo: 100), "What people read."),
                .required("colour", colour, "Of what is large."),
                .required("on_colour", colour, "Of text on it."),
                .required("accent", colour, "Of what is to be seen beside it."),
                .required("on_accent", colour, "Of text on it."),
                .required("logo", .flag, "Whether there is one at `/pages/logo`."),
                .required("currency", .text(upTo: 3), "Of amounts that name none."),
                .required("time_zone", .text(upTo: 64), "Where days begin and end."),
                .required(
                    "shops",
                    .list(
                        .record([.required("shop", .name), .required("name", .text(upTo: 100))])),
                    "The issuer's own."),
                .required("default_shop", .name),
                .required("training", .flag, "Whether this is a place to practise."),
            ])
        )
    ]

    private static let colour = Shape.text(upTo: 7, sample: "#1b5e4b")

    private static let brand = Endpoint(
        method: .get, path: "/v1/brand", name: "get_brand", summary: "What the shop looks like",
        about: "For pages, also before anybody is signed in: what a sign at the door says.",
        part: .service, access: .open,
        answers: [.ok("Name, colours, shops.", .named("brand"))],
        run: { call in
            let settings = call.counter.settings
            let brand = settings.brand
            return .ok(
                .record(
                    ("name", .string(brand.name)), ("colour", .string(brand.colour.text)),
                    ("on_colour", .string(brand.colour.ink.text)),
                    ("accent", .string(brand.accent.text)),
                    ("on_accent", .string(brand.accent.ink.text)),
                    ("logo", .bool(brand.logoFile != nil)),
                    ("currency", .string(settings.currency.code)),
                    ("time_zone", .string(settings.zone.name)),
                    (
                        "shops",
                        .array(
                            settings.shops.map {
                                .record(
                                    ("shop", .string($0.id.text)), ("name", .string($0.name)))
                            })
                    ), ("default_shop", .string(settings.defaultShop.text)),
                    ("training", .bool(settings.isTraining))))
        })
}
