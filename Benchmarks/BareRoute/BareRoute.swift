import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// What the service's library costs by itself: a route that reads what is sent, does nothing and
/// answers a file, in a process set up as the service is.
@main
struct BareRoute {
    static func main() async throws {
        let answer = ByteBuffer(
            bytes: try Data(contentsOf: URL(filePath: CommandLine.arguments[1])))
        let router = Router()
        router.post("/v1/checks") { request, _ in
            var byteCount = 0
            for try await piece in request.body { byteCount += piece.readableBytes }
            guard byteCount > 0 else { return Response(status: .badRequest) }
            return Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: answer))
        }
        let channel = HTTP1Channel.Configuration(
            idleTimeout: .seconds(60),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 8 * 1_024, maxHeaderListSize: 16 * 1_024,
                maxHeaderFieldCount: 64))
        let application = Application(
            router: router, server: .http1(configuration: channel),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(2_000)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                FileHandle.standardError.write(Data("listening at 127.0.0.1:\(port)\n".utf8))
            })
        try await application.runService()
    }
}
