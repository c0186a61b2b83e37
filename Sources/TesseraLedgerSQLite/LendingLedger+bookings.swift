import TesseraLedger
import TesseraModel

extension LendingLedger {
    package func book(_ request: BookingRequest) async throws(LedgerError) -> Booked {
        try await change { book throws(LedgerError) in try await book.book(request) }
    }

    package func book(_ requests: [BookingRequest]) async throws(LedgerError) -> [Booked] {
        try await change { book throws(LedgerError) in try await book.book(requests) }
    }

    package func rebook(_ booked: BookedOperation, profile: SealedProfile?)
        async throws(LedgerError) -> BookedOperation
    {
        try await change { book throws(LedgerError) in
            try await book.rebook(booked, profile: profile)
        }
    }

    package func setProfile(
        _ profile: SealedProfile, of number: MemberNumber, insteadOf old: SealedProfile?
    ) async throws(LedgerError) {
        try await change { book throws(LedgerError) in
            try await book.setProfile(profile, of: number, insteadOf: old)
        }
    }

    package func countWrongCode(at till: TillID, time: Timestamp) async throws(LedgerError) -> Int {
        try await change { book throws(LedgerError) in
            try await book.countWrongCode(at: till, time: time)
        }
    }

    package func forgiveWrongCodes(at till: TillID) async throws(LedgerError) {
        try await change { book throws(LedgerError) in try await book.forgiveWrongCodes(at: till) }
    }

    package func admitLiveStep(_ step: Int64, of position: VoucherPosition)
        async throws(LedgerError)
    {
        try await change { book throws(LedgerError) in
            try await book.admitLiveStep(step, of: position)
        }
    }

    package func seal(_ operations: [SealedOperation]) async throws(LedgerError) {
        try await change { book throws(LedgerError) in try await book.seal(operations) }
    }
}
