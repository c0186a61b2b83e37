/// Settings to which tests add what they are about.
enum SettingsText {
    /// All that must be there.
    static let start = """
        issuer: "Harbour Café"
        time_zone: Europe/Bucharest
        currency: EUR
        shops: [{id: harbour, name: Harbour}]
        default_shop: harbour
        till: till-1
        validity: {gift_months: 1, discount_months: 1, entitlement_months: 1, member_days: 1}
        training: yes

        """
}
