internal import CZBar
internal import Glibc

/// zbar, the reader that ours is measured against.
struct ZBar {
    /// Thrown when the library is not on this machine.
    struct Missing: Error, CustomStringConvertible {
        var description: String { "there is no libzbar.so.0" }
    }

    /// Opens the library; it is never closed again.
    init() throws {
        guard let library = unsafe dlopen("libzbar.so.0", RTLD_NOW | RTLD_LOCAL),
            unsafe tessera_zbar_bind(library) == 1
        else { throw Missing() }
    }

    /// Returns the texts of the codes that zbar sees, in no particular order.
    func texts(in picture: StressPicture) -> [String] {
        var texts: [String] = []
        _ = unsafe withUnsafeMutablePointer(to: &texts) { found in
            unsafe tessera_zbar_read(
                picture.grey, UInt32(picture.width), UInt32(picture.height),
                { context, code in
                    guard let context = unsafe context, let code = unsafe code?.pointee else {
                        return
                    }
                    let bytes = unsafe Array(
                        UnsafeBufferPointer(start: code.bytes, count: code.byte_count))
                    unsafe context.assumingMemoryBound(to: [String].self).pointee
                        .append(String(decoding: bytes, as: UTF8.self))
                }, found)
        }
        return texts
    }
}
