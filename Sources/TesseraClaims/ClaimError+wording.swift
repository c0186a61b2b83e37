import TesseraModel

// The file's name follows the type it words; the cases and codes stand in ClaimError.swift.
extension ClaimError {
    package var message: String {
        switch self {
        case .logDamaged(let record, let fault):
            "Record \(record) of this till's log is not what was written: \(fault.spoken)."
        case .logInUse(let processID):
            "This till is in use by process \(processID), so nothing was taken."
        case .logFailed: "The disk did not keep the record, so its outcome is not known."
        case .diskFull: "The disk is full, so nothing was taken."
        case .damaged(.log): "This till's log is not what was written."
        case .damaged(let file): "The \(file.spoken) was changed or cut, or is none."
        case .newer(let file, let version):
            "The \(file.spoken) has form \(version), which this program does not know."
        case .recordUnreadable(let number, let fault):
            "Record \(number) of the upload cannot be read: \(fault.spoken)."
        case .uploadUnsound(let sequence):
            "Record \(sequence) of the upload does not follow from the one before it."
        case .receiptNotGenuine: "The receipt was not written by this till's issuer."
        case .receiptElsewhere(let device, let epoch):
            "The receipt is for pairing \(epoch) of \(device)."
        case .fileMissing(let path): "There is no \(path)."
        case .fileNotPermitted(let path): "This user may not open \(path)."
        case .readableByOthers(let path): "Others on this machine can read \(path)."
        case .fileFailed(let path, let number):
            "The system refused to work with \(path) (reason \(number))."
        }
    }

    package var hint: String? {
        switch self {
        case .logDamaged, .damaged(.log):
            "Take nothing more here. Keep the folder for the office, and pair the till anew."
        case .logInUse: "End that process, or wait until it is done; trying again is safe."
        case .logFailed: "Start again and repeat the last scan with the same operation id."
        case .diskFull: "Make room on the disk and try again; trying again is safe."
        case .damaged(.pairing): "Ask the office for the file again."
        case .damaged(.upload), .recordUnreadable, .uploadUnsound:
            "Write the upload again at the till and send that."
        case .damaged(.receipt): "Fetch the receipt again."
        case .newer: "Install a later version of tessera."
        case .receiptNotGenuine: "Ignore it, and tell the office who sent it."
        case .receiptElsewhere: "Take it at that till."
        case .fileMissing, .fileFailed: nil
        case .fileNotPermitted: "Run as the user who owns it."
        case .readableByOthers(let path): "Close it to others: chmod 600 \(path)"
        }
    }
}

extension ClaimFile {
    fileprivate var spoken: String {
        switch self {
        case .pairing: "pairing file"
        case .upload: "upload"
        case .receipt: "receipt"
        case .log: "log"
        }
    }
}

extension ClaimFault {
    fileprivate var spoken: String {
        switch self {
        case .cut: "bytes are missing"
        case .trailingBytes: "there are bytes behind it"
        case .version: "it has a form that is not known"
        case .act: "it does not say what was done"
        case .device: "it names no till"
        case .operator: "it does not name who worked there"
        case .number: "a number is out of its range"
        case .body: "it holds no voucher"
        case .demand: "what was asked and what was taken do not go together"
        case .frame: "its length cannot be read"
        case .owner: "it is of another till or pairing"
        case .chain: "it does not follow from the one before it"
        case .mac: "it was changed, or another till made it"
        case .missing: "it is gone"
        case .header: "the beginning of its file was changed"
        }
    }
}

extension ClaimError {
    /// What the system's refusal means for a file.
    static func system(_ errorNumber: Int32, _ path: String) -> ClaimError {
        switch errorNumber {
        case 2, 20: .fileMissing(path)
        case 1, 13, 30: .fileNotPermitted(path)
        case 28, 122: .diskFull
        default: .fileFailed(path, errorNumber: errorNumber)
        }
    }
}
