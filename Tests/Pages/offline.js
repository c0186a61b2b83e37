// Runs every check of the offline modules; Tests/Tools/pages-offline.py calls `run` and prints what
// came out.

import { golden } from "./offline-golden.js";
import { kits } from "./offline-kits.js";
import { settlement } from "./offline-settlement.js";
import { synced } from "./offline-sync.js";
import { till } from "./offline-till.js";

const suites = { golden, settlement, kits, till, synced };

window.run = async (names) => {
  const found = { checks: 0, failures: [], out: {} };
  const expect = (what, is, wanted) => {
    found.checks++;
    if (!Object.is(is, wanted)) found.failures.push(`${what}: ${is} instead of ${wanted}`);
  };
  for (const name of names ?? Object.keys(suites)) {
    try {
      found.out[name] = await suites[name](expect);
    } catch (error) {
      found.failures.push(`${name}: ${error.stack ?? error}`);
    }
  }
  return found;
};
