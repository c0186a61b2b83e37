// The scanner as the pages call it. One picture at a time: a module has one thread.
//
//     const { memory, picture, decode, text } = instance.exports
//     const room = picture(width, height)                     // 0: too small or too large
//     new Uint8Array(memory.buffer, room, width * height).set(grey)
//     const count = decode(width, height)                     // 0: no code
//     const bytes = new Uint8Array(memory.buffer, text(), count)
//
// `memory.buffer` is another object after each of these calls: memory may have grown.

@safe private struct Door {
    var scanner = Scanner()
    var room: UnsafeMutableBufferPointer<UInt8>?
    var text: UnsafeMutableBufferPointer<UInt8>?
}

nonisolated(unsafe) private var door = Door()

/// Makes room for a picture, in place of the one before.
///
/// - Returns: Where its width × height greys go, rows from the top; `nil` if no symbol fits into
///   it or it is too large.
@_cdecl("picture")
func picture(width: Int32, height: Int32) -> UnsafeMutablePointer<UInt8>? {
    let sides = Raster.smallestSide...Raster.largestSide
    guard sides.contains(Int(width)), sides.contains(Int(height)),
        Int(width) <= largestPixelCount / Int(height)
    else { return nil }
    let count = Int(width) * Int(height)
    if unsafe door.room?.count != count {
        unsafe door.room?.deallocate()
        unsafe door.room = UnsafeMutableBufferPointer.allocate(capacity: count)
        unsafe door.room?.initialize(repeating: 255)
    }
    return unsafe door.room?.baseAddress
}

/// Looks for a symbol in the picture.
///
/// - Returns: How many bytes its text has, 0 if there is none.
@_cdecl("decode")
func decode(width: Int32, height: Int32) -> Int32 {
    unsafe door.text?.deallocate()
    unsafe door.text = nil
    guard let room = unsafe door.room,
        let raster = Raster(width: Int(width), height: Int(height), pixels: unsafe Array(room)),
        let found = unsafe door.scanner.readings(raster, most: 1).first
    else { return 0 }
    let text = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: found.text.count)
    _ = unsafe text.initialize(from: found.text)
    unsafe door.text = text
    return Int32(truncatingIfNeeded: found.text.count)
}

/// Returns where the text is that was found last; it stays until the next call of `decode`.
@_cdecl("text")
func text() -> UnsafeMutablePointer<UInt8>? { unsafe door.text?.baseAddress }

/// Well above any camera's stream; a telephone's page must not run out of memory.
private let largestPixelCount = 1 << 24
