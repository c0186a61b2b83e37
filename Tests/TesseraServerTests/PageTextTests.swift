import Foundation
import Testing

@testable import TesseraServer

/// What becomes of a module's comments on the way to the browser.
struct PageTextTests {
    @Test
    func `comments are left out, and every line stays where it is`() {
        let module = """
            // What it is for.
            import { one } from "./dom.js";

            /**
             * Says something.
             * @param {string} text // anything
             */
            export const say = (text) => `
              // ${text}
              /* as it is */
            `; // behind code
            /* one line */
              // another
            const address = "https://example.org";
            """

        #expect(
            PageText.withoutComments(module) == """

                import { one } from "./dom.js";





                export const say = (text) => `
                  // ${text}
                  /* as it is */
                `; // behind code


                const address = "https://example.org";
                """)
    }

    @Test
    func `backquotes of the pages' modules stand around templates alone`() {
        for (name, page) in Page.built where name.hasSuffix(".js") {
            let text = String(decoding: page.bytes, as: UTF8.self)
            #expect(text.filter { $0 == "`" }.count.isMultiple(of: 2), "\(name)")
            #expect(!text.contains("/**"), "\(name) has a comment that was to be left out")
        }
    }
}
