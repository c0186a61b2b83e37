internal import CJPEG

extension GreyPicture {
    /// Reads a JPEG file that begins like one.
    static func jpeg(_ bytes: [UInt8]) throws(PrintError) -> GreyPicture {
        if !JPEGFrame.isWhole(bytes) { throw .pictureTruncated }
        if let missing = SharedLibrary.jpegProblem { throw missing }
        var (width, height): (Int32, Int32) = (0, 0)
        let size = unsafe tessera_jpeg_size(bytes, bytes.count, &width, &height)
        try check(size)
        _ = try checkedSize(width: Int(width), height: Int(height))
        var grey = [UInt8](repeating: 0, count: Int(width) * Int(height))
        let answer = unsafe tessera_jpeg_read(bytes, bytes.count, width, height, &grey)
        try check(answer)
        return GreyPicture(width: Int(width), height: Int(height), grey: grey)
    }

    private static func check(_ answer: tessera_jpeg_answer) throws(PrintError) {
        switch answer {
        case TESSERA_JPEG_READ: return
        case TESSERA_JPEG_OUT_OF_MEMORY: throw .outOfMemory
        default: throw .pictureDamaged
        }
    }
}
