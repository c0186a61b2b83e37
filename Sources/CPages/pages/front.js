// The front door: where to?
import { begin } from "./masthead.js";

await begin();
