import TesseraModel

extension Settings {
    /// The commented file for a new data folder; reading it back gives these settings.
    ///
    /// - Parameters:
    ///   - issuerName: The name customers know, one line of 1…100 characters.
    ///   - timeZone: The issuer's zone by its IANA name.
    ///   - currency: The currency of amounts that name none.
    ///   - shops: The issuer's shops, at least one; the first is the one meant where none is named.
    ///   - isTraining: Whether it is a place to practise.
    /// - Returns: YAML, ending with a line end.
    package static func template(
        issuerName: String, timeZone: String, currency: Currency, shops: [Shop], isTraining: Bool
    ) -> String {
        precondition(!shops.isEmpty)
        let validity = DefaultValidity.shipped
        let list = shops.map { "  - id: \(plain($0.id))\n    name: \(quoted($0.name))" }
        return """
            # The settings of this data folder. Every line is needed; a word that is not known
            # is refused with its line and the nearest right one. Check it with: tessera doctor

            # The name customers read on cards, vouchers and receipts.
            issuer: \(quoted(issuerName))

            # Days begin and end at midnight in this zone, whatever a till's own clock shows.
            # Region and city, as in Asia/Jakarta; UTC is good too. Change it before the first
            # voucher is issued, not after.
            time_zone: \(timeZone)

            # The currency of amounts that name none: three letters of ISO 4217.
            currency: \(currency.code)

            # Your own shops. The id stands in commands and in the book and must stay what it
            # is: letters, digits, - _ and . only. The name is what people read.
            shops:
            \(list.joined(separator: "\n"))

            # The shop that is meant where none is named.
            default_shop: \(plain(shops[0].id))

            # The name of the till at this machine, as it will stand in every entry.
            till: till-1

            # How long something is good if nobody says otherwise when it is issued.
            validity:
              # Gift cards, in months, 1 to 120.
              gift_months: \(validity.giftMonths)
              # Discounts, in months, 1 to 120.
              discount_months: \(validity.discountMonths)
              # Coffees, entries and other rights, in months, 1 to 120.
              entitlement_months: \(validity.entitlementMonths)
              # Members' cards, in days, 1 to 3660.
              member_days: \(validity.memberDays)

            # What members can collect besides vouchers. The name stands in the book and must stay,
            # with its scale, the number of decimals, 0 to 6. debt: yes lets a member owe some.
            # Without this list there are points, as here.
            assets:
              - name: points
                scale: 0
                debt: no

            \(brandLines)
            # yes: a place to practise, with training keys that no live till accepts.
            # no: the real thing. It must agree with the keys in this folder.
            training: \(isTraining ? "yes" : "no")

            """
    }

    // Left to the shop, so every line is a comment.
    private static let brandLines = """
        # How the pages look, all of it optional. Colours are written in quotes; the text on them
        # is black or white by itself. The logo is an SVG or PNG file of at most 64 KiB beside
        # this one.
        # brand:
        #   name: "Harbour"
        #   colour: "#1b5e4b"
        #   accent: "#f2b134"
        #   logo: logo.svg

        # A list of passwords that nobody takes here, because others know them: a password a line,
        # or SHA-1 hashes in their order, as lists of leaked ones are given out.
        # refused_passwords: refused.txt

        """

    /// An id as it is, in quotes only where YAML would read something else.
    private static func plain(_ id: ShopID) -> String {
        let isPlain = id.text.first.map { $0.isLetter || $0.isNumber } ?? false
        return isPlain && id.text.lowercased() != "null" ? id.text : quoted(id.text)
    }

    /// A text in double quotes, so that no name is taken for something else.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return quoted + "\""
    }
}
