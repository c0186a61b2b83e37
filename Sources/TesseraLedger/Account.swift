import TesseraModel

/// An account of the book.
///
/// - Source: L1, R1.
package struct Account: Hashable, Sendable, Codable {
    /// Whose account it is.
    package enum Owner: Hashable, Sendable, Codable {
        /// The issuer itself.
        case issuer
        /// One of the shops.
        case shop(ShopID)
        /// A campaign.
        case campaign(CampaignNumber)
        /// A member.
        case member(MemberNumber)
    }

    /// What is counted.
    package enum Asset: Hashable, Sendable, Codable {
        /// Minor units of a currency.
        case currency(Currency)
        /// Uses of a campaign's vouchers.
        case uses
        /// Units of an asset with a name of its own, such as points.
        case named(String)
    }

    /// What the account is for.
    package enum Purpose: String, Hashable, Sendable, Codable {
        /// What customers paid for vouchers.
        case sale
        /// What a campaign may give away.
        case budget
        /// What holders of vouchers may still ask for.
        case liability
        /// What a shop has honoured.
        case clearing
        /// What corrections cost.
        case expense
        /// What a member has.
        case holder
        /// What expired unused.
        case breakage
        /// What was accepted without a network and not covered; whose account it is bears it.
        case loss
        /// What an acceptor is owed after a settlement.
        case payable
        /// What acceptors paid for being sent customers.
        case fee
    }

    /// Whose account it is.
    package let owner: Owner
    /// What is counted.
    package let asset: Asset
    /// What it is for.
    package let purpose: Purpose

    /// An account.
    package init(owner: Owner, asset: Asset, purpose: Purpose) {
        self.owner = owner
        self.asset = asset
        self.purpose = purpose
    }
}

/// One movement between two different accounts of the same asset.
///
/// - Source: L1, R1.
package struct Transfer: Hashable, Sendable, Codable {
    /// The account that gives.
    package let debit: Account
    /// The account that receives.
    package let credit: Account
    /// How much, at least 1.
    package let amount: Int64

    /// A movement; the accounts must differ, count the same asset, and the amount be positive.
    package init(debit: Account, credit: Account, amount: Int64) {
        precondition(debit != credit && debit.asset == credit.asset && amount > 0)
        self.debit = debit
        self.credit = credit
        self.amount = amount
    }

    /// The movement back.
    package var reversed: Transfer { Transfer(debit: credit, credit: debit, amount: amount) }
}

/// Which accounts the vouchers of some terms move between.
package struct Posting: Sendable {
    private let source: Account
    private let liability: Account
    private let asset: Account.Asset
    private let owner: Account.Owner

    /// The accounts of some terms; `nil` for members' cards, which are worth nothing by themselves.
    package init?(for terms: Terms) {
        switch terms {
        case .member:
            return nil
        case .gift(let money):
            owner = .issuer
            asset = .currency(money.currency)
            source = Account(owner: owner, asset: asset, purpose: .sale)
        case .discount(let discount):
            owner = .campaign(discount.campaign)
            asset = .uses
            source = Account(owner: owner, asset: asset, purpose: .budget)
        case .entitlement(let entitlement):
            owner = .campaign(entitlement.campaign)
            asset = .uses
            source = Account(owner: owner, asset: asset, purpose: .budget)
        }
        liability = Account(owner: owner, asset: asset, purpose: .liability)
    }

    /// Vouchers become worth something: sale or budget → liability.
    package func issued(_ amount: Int64) -> Transfer {
        Transfer(debit: source, credit: liability, amount: amount)
    }

    /// A shop honours a voucher: liability → the shop's clearing account.
    package func redeemed(_ amount: Int64, in shop: ShopID) -> Transfer {
        Transfer(debit: liability, credit: clearing(of: shop), amount: amount)
    }

    /// A shop honoured what nothing covered: the loss of whoever bears it → the shop's clearing
    /// account.
    ///
    /// - Source: L14, F23.
    package func lost(_ amount: Int64, by owner: Account.Owner, in shop: ShopID) -> Transfer {
        let loss = Account(owner: owner, asset: asset, purpose: .loss)
        return Transfer(debit: loss, credit: clearing(of: shop), amount: amount)
    }

    private func clearing(of shop: ShopID) -> Account {
        Account(owner: .shop(shop), asset: asset, purpose: .clearing)
    }

    /// A correction either way: expense → liability, or back when negative.
    package func adjusted(by amount: Int64) -> Transfer {
        let expense = Account(owner: owner, asset: asset, purpose: .expense)
        let transfer = Transfer(
            debit: expense, credit: liability, amount: Int64(amount.magnitude))
        return amount > 0 ? transfer : transfer.reversed
    }
}

extension Holding {
    private var counted: Account.Asset { .named(asset.name) }
    private var holder: Account {
        Account(owner: .member(member), asset: counted, purpose: .holder)
    }

    private func issuer(_ purpose: Account.Purpose) -> Account {
        Account(owner: .issuer, asset: counted, purpose: purpose)
    }

    /// Units are put there: the issuer's budget → the member.
    func credited(_ amount: Int64) -> Transfer {
        Transfer(debit: issuer(.budget), credit: holder, amount: amount)
    }

    /// Units are used: the member → what the issuer has honoured.
    func debited(_ amount: Int64) -> Transfer {
        Transfer(debit: holder, credit: issuer(.clearing), amount: amount)
    }

    /// Units have expired: the member → breakage.
    func expired(_ amount: Int64) -> Transfer {
        Transfer(debit: holder, credit: issuer(.breakage), amount: amount)
    }
}
