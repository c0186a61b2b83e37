import HTTPTypes
import Hummingbird
import TesseraOperations

/// The routes of the service, made from its endpoints, with the pages beside them.
enum Service {
    /// Everything that can be asked.
    static let endpoints: [Endpoint] =
        TillEndpoints.all + VoucherEndpoints.all + BatchEndpoints.all + MemberEndpoints.all
        + EventEndpoints.all + CampaignEndpoints.all + ReportEndpoints.all + PartyEndpoints.all
        + OfflineEndpoints.all
        + SettlementEndpoints.all + WebhookEndpoints.all + SessionEndpoints.all
        + OwnAccessEndpoints.all + AccessEndpoints.all + ServiceEndpoints.all
        + BrandEndpoints.all + AuditEndpoints.all + KeyEndpoints.all
        + SymbolEndpoint.all + CardEndpoints.all

    /// The responder that the server gives each request to.
    ///
    /// A path that is known answers another method with 405 and what there is.
    static func router(
        _ counter: Counter, _ house: House, _ door: any Door, _ rules: BrowserRules
    ) -> Router<Visit> {
        let router = Router(context: Visit.self, options: [.autoGenerateHeadEndpoints])
        router.add(
            middleware: Porter(counter: counter, figures: house.figures, rules: rules))
        for (path, endpoints) in Dictionary(grouping: endpoints, by: \.path) {
            let place = RouterPath(path)
            for endpoint in endpoints {
                router.on(
                    place, method: endpoint.method,
                    responder: Desk(
                        endpoint: endpoint, counter: counter, house: house, door: door))
            }
            let methods = endpoints.map(\.method)
            let named = (methods + (methods.contains(.get) ? [.head] : [])).map(\.rawValue).sorted()
            for method in usual where !methods.contains(method) {
                if method == .head, methods.contains(.get) { continue }
                router.on(place, method: method, responder: NoSuchMethod(allowed: named))
            }
        }
        house.pages.place(on: router, counter, house.limiter)
        return router
    }

    /// The methods that a path answers, if only with what it has.
    static let usual: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace,
    ]
}

/// Answers a method that a path does not have.
struct NoSuchMethod: HTTPResponder {
    typealias Context = Visit

    let allowed: [String]

    func respond(to request: Request, context: Visit) async throws -> Response {
        throw RequestError.methodNotAllowed(allowed: allowed)
    }
}
