internal import CJPEG
internal import CPNG
internal import CQREncode
internal import Glibc

/// A library of the system that is opened when it is first needed.
///
/// Linking it would load it at every start, and a check at the till lasts a few milliseconds.
package struct SharedLibrary: Sendable {
    /// The file name the loader looks for, with the version the headers describe.
    package let name: String
    /// The Debian package that installs it.
    package let package: String

    /// Names a library; nothing is opened yet.
    package init(name: String, package: String) {
        self.name = name
        self.package = package
    }

    /// Opens the library for the rest of the process and hands it to `bind`.
    ///
    /// - Parameter bind: Looks the functions up; returns 1 if all of them are there.
    /// - Returns: `nil` if the library can be used, otherwise
    ///   ``PrintError/libraryMissing(package:)``.
    package func problem(binding bind: (UnsafeMutableRawPointer) -> Int32) -> PrintError? {
        guard let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL), unsafe bind(library) == 1
        else { return .libraryMissing(package: package) }
        return nil
    }

    /// What keeps QR symbols from being drawn, or `nil`.
    static let qrProblem = unsafe SharedLibrary(name: "libqrencode.so.4", package: "libqrencode4")
        .problem { unsafe tessera_qr_bind($0) }
    /// What keeps PNG pictures from being read and written, or `nil`.
    static let pngProblem = unsafe SharedLibrary(name: "libpng16.so.16", package: "libpng16-16")
        .problem { unsafe tessera_png_bind($0) }
    /// What keeps JPEG photographs from being read, or `nil`.
    static let jpegProblem = unsafe SharedLibrary(
        name: "libturbojpeg.so.0", package: "libturbojpeg0"
    )
    .problem { unsafe tessera_jpeg_bind($0) }
}
