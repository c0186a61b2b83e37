import TesseraModel

// Names of parties as people type them.

extension Identifier where Kind == ShopKind {
    /// Reads the name of a shop, a partner or a group.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    package static func named(_ text: String) throws(ModelError) -> ShopID {
        guard let id = ShopID(text) else {
            throw .name(text, of: "a partner", example: "cafe-luna")
        }
        return id
    }
}

extension Identifier where Kind == TillKind {
    /// Reads the name of a device.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    package static func named(_ text: String) throws(ModelError) -> TillID {
        guard let id = TillID(text) else {
            throw .name(text, of: "a device", example: "till-7")
        }
        return id
    }
}

extension Identifier where Kind == OperatorKind {
    /// Reads the name of an operator.
    ///
    /// - Throws: ``ModelError/name(_:of:example:)``.
    package static func named(_ text: String) throws(ModelError) -> OperatorID {
        guard let id = OperatorID(text) else {
            throw .name(text, of: "an operator", example: "ana-7")
        }
        return id
    }
}
